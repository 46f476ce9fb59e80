package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.names;
import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.provisioning.AllocationDecision;
import io.twinlifecycle.provisioning.AllocationPolicy;
import io.twinlifecycle.provisioning.Payload;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocationPoliciesTest {

    @Test
    void namedChoosesItsHubOrAbstains() {
        AllocationPolicy unit = AllocationPolicies.named("HUB-B.azure-devices.net");
        assertThat(say(unit.decide(Requests.of("d", "hub-a", "hub-b")))).isEqualTo("hub-b by named(hub-b)");
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("abstained by named(hub-b)");
        assertThatThrownBy(() -> AllocationPolicies.named("no hub")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stickyKeepsTheHubInTheSpellingOfTheLinkedOnes() {
        assertThat(AllocationPolicies.sticky().decide(Requests.later("d", "HUB-B", "hub-a", "hub-b")))
                .hasToString("Assign[hub=hub-b.azure-devices.net, rule=sticky]");
    }

    @Test
    void stickyAbstainsWhenThereIsNothingToKeep() {
        var unit = AllocationPolicies.sticky();
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("abstained by sticky");
        assertThat(say(unit.decide(Requests.later("d", "hub-x", "hub-a")))).isEqualTo("abstained by sticky");
    }

    @Test
    void standardKeepsADeviceElseSpreads() {
        var unit = AllocationPolicies.standard();
        for (String hub : new String[] {"hub-a", "hub-b", "hub-c"}) {
            assertThat(say(unit.decide(Requests.later("d", hub, "hub-a", "hub-b", "hub-c"))))
                    .isEqualTo(hub + " by sticky");
        }
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b", "hub-c"))))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "hub-a by weighted-hash", "hub-b by weighted-hash", "hub-c by weighted-hash");
    }

    @Test
    void firstOfStopsAtTheFirstAnswer() {
        var unit = AllocationPolicies.firstOf(
                AllocationPolicies.named("hub-x"), AllocationPolicies.named("hub-a"), Requests.NEVER_ASKED);
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("hub-a by named(hub-a)");
    }

    @Test
    void firstOfTellsWhyEachAbstained() {
        var unit = AllocationPolicies.firstOf(AllocationPolicies.sticky(), AllocationPolicies.named("hub-x"));
        assertThat(unit.decide(Requests.of("d", "hub-a")))
                .isEqualTo(new AllocationDecision.Abstain(
                        "first-of",
                        "sticky: first registration; named(hub-x): the hub is not among those to choose from"));
    }

    @Test
    void firstOfIsFinalAtARefusal() {
        var unit = AllocationPolicies.firstOf(AllocationRules.denyIds("bad.*"), AllocationPolicies.standard());
        assertThat(say(unit.decide(Requests.of("BAD-1", "hub-a")))).isEqualTo("DEVICE_NOT_ALLOWED by deny-ids(bad.*)");
        assertThat(say(unit.decide(Requests.of("good-1", "hub-a")))).isEqualTo("hub-a by weighted-hash");
    }

    @Test
    void emptyConfigurationsAreRefusedWhenBuilt() {
        assertThatThrownBy(AllocationPolicies::firstOf).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllocationPolicies.byEnrollment(Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllocationPolicies.byAttestation(Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllocationPolicies.byModel(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllocationPolicies.among(names(), AllocationPolicies.standard()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canaryTakesItsShareIndependentlyOfTheHash() {
        var unit = AllocationPolicies.canary(10, AllocationPolicies.weightedHash());
        int[] inside = new int[2];
        for (int i = 0; i < 20_000; i++) {
            String answer = say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b")));
            if (!answer.equals("abstained by canary(10%)")) {
                assertThat(answer).endsWith(" by canary(10%) > weighted-hash");
                inside[answer.charAt(4) - 'a']++;
            }
        }
        // 2,000 devices expected, 1,000 on each hub; the bounds are five standard deviations.
        assertThat(inside[0] + inside[1]).isBetween(1_788, 2_212);
        assertThat(inside[0]).isBetween(845, 1_155);
    }

    @Test
    void raisingACanaryKeepsThoseInside() {
        var small = AllocationPolicies.canary(5, AllocationPolicies.firstLinked());
        var large = AllocationPolicies.canary(50, AllocationPolicies.firstLinked());
        for (int i = 0; i < 2_000; i++) {
            var request = Requests.of("D" + i, "hub-a");
            if (small.decide(request) instanceof AllocationDecision.Assign) {
                assertThat(large.decide(request)).isInstanceOf(AllocationDecision.Assign.class);
            }
        }
    }

    @Test
    void namedCanariesAreIndependent() {
        var one = AllocationPolicies.canary("one", 50, AllocationPolicies.firstLinked());
        var two = AllocationPolicies.canary("two", 50, AllocationPolicies.firstLinked());
        long both = IntStream.range(0, 4_000)
                .mapToObj(i -> Requests.of("d" + i, "hub-a"))
                .filter(r -> one.decide(r) instanceof AllocationDecision.Assign)
                .filter(r -> two.decide(r) instanceof AllocationDecision.Assign)
                .count();
        assertThat(both).isBetween(863L, 1_137L);
    }

    @Test
    void canariesOfNothingAndOfAllAreExact() {
        for (int i = 0; i < 1_000; i++) {
            var request = Requests.of("d" + i, "hub-a");
            assertThat(say(AllocationPolicies.canary(0, Requests.NEVER_ASKED).decide(request)))
                    .isEqualTo("abstained by canary(0%)");
            assertThat(say(AllocationPolicies.canary(100, AllocationPolicies.firstLinked())
                            .decide(request)))
                    .isEqualTo("hub-a by canary(100%) > first-linked");
        }
        for (double percent : new double[] {-0.1, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> AllocationPolicies.canary(percent, AllocationPolicies.firstLinked()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(percent));
        }
    }

    @Test
    void oddPayloadsHaveNoFields() {
        var unit = AllocationPolicies.byPayloadField("site", Map.of("a", Requests.NEVER_ASKED));
        for (Payload payload : new Payload[] {Payload.absent(), Payload.of(null), Payload.of("site"), Payload.of(7)}) {
            assertThat(say(unit.decide(Requests.with(payload, "hub-a"))))
                    .isEqualTo("abstained by by-payload-field(site)");
        }
    }
}
