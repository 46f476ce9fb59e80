package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.HubName;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.AllocationDecision.Assign;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedHashTest {

    private static final String[] HUBS = {"hub-a", "hub-b", "hub-c", "hub-d", "hub-e"};

    // The vectors below were computed by a second implementation, in another language, of what StableHash and
    // Rendezvous describe. A
    // change of these answers moves the devices of every user: it is never right to change the test instead.

    @Test
    void neverChangesItsMindBetweenReleases() {
        assertThat(answers(AllocationPolicies.weightedHash())).isEqualTo("b c a c a a c a b b d a");
        assertThat(answers(AllocationPolicies.weightedHash(Map.of(HubName.of("hub-c"), 7, HubName.of("hub-d"), 0.1))))
                .isEqualTo("b c c c a a c a b c c c");
    }

    @Test
    void neverChangesItsKeysBetweenReleases() {
        assertThat(Rendezvous.deviceKey(new RegistrationId("device-1"))).isEqualTo(0x9e43337f23f50234L);
        assertThat(HubTable.key("hub-a")).isEqualTo(0x610206ca045dbf2fL);
    }

    @Test
    void neverChangesItsCanariesBetweenReleases() {
        assertThat(inside(AllocationPolicies.canary(10, AllocationPolicies.firstLinked())))
                .isEqualTo("16 22 26 29 30 35");
        assertThat(inside(AllocationPolicies.canary("beta", 10, AllocationPolicies.firstLinked())))
                .isEqualTo("5 21 22 31");
    }

    private static String answers(AllocationPolicy unit) {
        return IntStream.range(0, 12)
                .mapToObj(
                        i -> say(unit.decide(Requests.of("device-" + i, HUBS))).substring(4, 5))
                .collect(Collectors.joining(" "));
    }

    private static String inside(AllocationPolicy unit) {
        return IntStream.range(0, 40)
                .filter(i -> unit.decide(Requests.of("device-" + i, HUBS)) instanceof Assign)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    @Test
    void ignoresTheCaseOfTheRegistrationIdAndOfHubs() {
        var unit = AllocationPolicies.weightedHash();
        for (int i = 0; i < 200; i++) {
            assertThat(unit.decide(Requests.of("DEVICE-" + i, "HUB-A", "HUB-B", "HUB-C", "HUB-D", "HUB-E")))
                    .isEqualTo(unit.decide(Requests.of("device-" + i, HUBS)));
        }
    }

    @Test
    void ignoresTheOrderOfHubs() {
        var unit = AllocationPolicies.weightedHash(Map.of(HubName.of("hub-c"), 7, HubName.of("hub-d"), 0.1));
        for (int i = 0; i < 2_000; i++) {
            assertThat(unit.decide(Requests.of("d" + i, "hub-e", "hub-c", "hub-a", "hub-d", "hub-b")))
                    .isEqualTo(unit.decide(Requests.of("d" + i, HUBS)));
        }
    }

    @Test
    void givesNothingToAHubOfWeightZero() {
        var unit = AllocationPolicies.weightedHash(Map.of(HubName.of("hub-b"), 0));
        for (int i = 0; i < 1_000; i++) {
            assertThat(say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b")))).isEqualTo("hub-a by weighted-hash");
        }
        assertThat(say(unit.decide(Requests.of("d", "hub-b")))).isEqualTo("abstained by weighted-hash");
    }

    @Test
    void letsADeviceNamedLikeAHubChooseFreely() {
        var unit = AllocationPolicies.weightedHash();
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> say(unit.decide(Requests.of("hub-" + i, "hub-" + i, "other-hub"))))
                        .distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void answersTheSpellingOfDps() {
        assertThat(AllocationPolicies.weightedHash().decide(Requests.of("d", "HUB-A")))
                .hasToString("Assign[hub=HUB-A.azure-devices.net, rule=weighted-hash]");
    }

    @Test
    void refusesWeightsThatAreNone() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e10}) {
            assertThatThrownBy(() -> AllocationPolicies.weightedHash(Map.of(HubName.of("hub-a"), weight)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("hub-a")
                    .hasMessageContaining(String.valueOf(weight));
        }
    }
}
