package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.host;
import static io.twinlifecycle.policy.Requests.names;
import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.HubName;
import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoratorsTest {

    private static final AllocationPolicy STANDARD = AllocationPolicies.standard();

    @Test
    void drainedHubsGetNobody() {
        var unit = AllocationPolicies.draining(STANDARD, names("hub-b"));
        for (int i = 0; i < 200; i++) {
            assertThat(say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b"))))
                    .isEqualTo("hub-a by draining > weighted-hash");
        }
    }

    @Test
    void devicesLeaveADrainedHub() {
        var unit = AllocationPolicies.draining(STANDARD, names("hub-b"));
        assertThat(say(unit.decide(Requests.later("d", "HUB-B", "hub-a", "hub-b"))))
                .isEqualTo("hub-a by draining > weighted-hash");
        assertThat(say(unit.decide(Requests.later("d", "hub-a", "hub-a", "hub-b"))))
                .isEqualTo("hub-a by draining > sticky");
    }

    @Test
    void aDeviceThatMayNeverMoveStaysOnADrainedHub() {
        var unit = AllocationPolicies.draining(STANDARD, names("hub-b"));
        assertThat(say(unit.decide(Requests.later("d", "hub-b", "hub-b")))).isEqualTo("hub-b by draining > sticky");
    }

    @Test
    void nothingIsDrainedByAnEmptyList() {
        var unit = AllocationPolicies.draining(STANDARD, List.of());
        assertThat(say(unit.decide(Requests.later("d", "hub-b", "hub-a", "hub-b"))))
                .isEqualTo("hub-b by draining > sticky");
    }

    @Test
    void cordonedHubsTakeNoNewcomers() {
        var unit = AllocationPolicies.cordoning(AllocationPolicies.weightedHash(), names("hub-b"));
        for (int i = 0; i < 200; i++) {
            assertThat(say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b")))).startsWith("hub-a ");
            assertThat(say(unit.decide(Requests.later("d" + i, "hub-a", "hub-a", "hub-b"))))
                    .startsWith("hub-a ");
        }
        assertThat(unit.decide(Requests.of("d", "hub-b")))
                .isEqualTo(new AllocationDecision.Abstain(
                        "cordoning > weighted-hash", "none of the linked hubs may be offered"));
    }

    @Test
    void cordonedHubsKeepTheirDevices() {
        var unit = AllocationPolicies.cordoning(AllocationPolicies.weightedHash(), names("hub-b"));
        for (int i = 0; i < 200; i++) {
            assertThat(say(unit.decide(Requests.later("d" + i, "hub-b", "hub-a", "hub-b"))))
                    .isEqualTo("hub-b by cordoning > weighted-hash");
        }
    }

    @Test
    void suspiciousDevicesGoToQuarantineOnly() {
        var unit = quarantine(STANDARD);
        assertThat(say(unit.decide(Requests.of("bad-1", "hub-a", "hub-q")))).isEqualTo("hub-q by quarantining");
        assertThat(say(unit.decide(Requests.later("bad-1", "hub-a", "hub-a", "hub-q"))))
                .isEqualTo("hub-q by quarantining");
        assertThat(say(unit.orElse(AllocationPolicies.firstLinked()).decide(Requests.later("bad-1", "hub-a", "hub-a"))))
                .as("an abstention would let it in by the next policy")
                .isEqualTo("DEVICE_NOT_ALLOWED by quarantining");
    }

    @Test
    void nobodyElseGoesToQuarantine() {
        var unit = quarantine(STANDARD);
        for (int i = 0; i < 200; i++) {
            assertThat(say(unit.decide(Requests.of("d" + i, "hub-q", "hub-a"))))
                    .isEqualTo("hub-a by quarantining > weighted-hash");
        }
        assertThat(say(unit.decide(Requests.later("d", "hub-q", "hub-q", "hub-a"))))
                .as("a device that was cleared leaves")
                .startsWith("hub-a ");
        assertThat(say(unit.decide(Requests.of("d", "hub-q")))).startsWith("abstained ");
    }

    @Test
    void decoratorsDoNotTrustWhatTheyWrap() {
        AllocationPolicy stubborn = request -> new AllocationDecision.Assign(host("hub-q"), "stubborn");
        var request = Requests.of("d", "hub-a", "hub-q");
        assertThat(say(quarantine(stubborn).decide(request))).isEqualTo("abstained by quarantining > stubborn");
        assertThat(say(AllocationPolicies.draining(stubborn, names("hub-q")).decide(request)))
                .isEqualTo("abstained by draining > stubborn");
    }

    @Test
    void amongOffersSomeHubsOnly() {
        var unit = AllocationPolicies.among(names("hub-b", "hub-x"), STANDARD);
        assertThat(say(unit.decide(Requests.later("d", "hub-a", "hub-a", "hub-b"))))
                .isEqualTo("hub-b by among > weighted-hash");
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("abstained by among > first-of");
    }

    @Test
    void refusalsAndDefermentsComeThrough() {
        var full = AllocationPolicies.leastLoaded(hub -> java.util.Optional.of(HubLoad.of(9, 9)));
        var unit = AllocationPolicies.draining(
                AllocationPolicies.firstOf(AllocationRules.denyIds("bad-.*"), full), names("hub-x"));
        assertThat(say(unit.decide(Requests.of("bad-1", "hub-a"))))
                .isEqualTo("DEVICE_NOT_ALLOWED by draining > deny-ids(bad-.*)");
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("deferred by draining > least-loaded");
    }

    @Test
    void decoratorsNest() {
        var unit = AllocationPolicies.draining(
                AllocationPolicies.cordoning(STANDARD, names("hub-b", "hub-c")), names("hub-c"));
        assertThat(say(unit.decide(Requests.later("d", "hub-b", "hub-a", "hub-b", "hub-c"))))
                .isEqualTo("hub-b by draining > cordoning > sticky");
        assertThat(say(unit.decide(Requests.later("d", "hub-c", "hub-a", "hub-b", "hub-c"))))
                .isEqualTo("hub-a by draining > cordoning > weighted-hash");
    }

    private static AllocationPolicy quarantine(AllocationPolicy policy) {
        return AllocationPolicies.quarantining(
                policy, request -> request.registrationId().value().startsWith("bad"), HubName.of("hub-q"));
    }
}
