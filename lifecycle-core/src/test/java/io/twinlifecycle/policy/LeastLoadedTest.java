package io.twinlifecycle.policy;

import static io.twinlifecycle.policy.Requests.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.HubName;
import io.twinlifecycle.provisioning.AllocationPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastLoadedTest {

    @Test
    void comparesSharesOfCapacity() {
        var unit = gauge(Map.of("hub-a", HubLoad.of(50, 100), "hub-b", HubLoad.of(60, 1_000)));
        assertThat(say(unit.decide(Requests.of("d", "hub-a", "hub-b")))).isEqualTo("hub-b by least-loaded");
    }

    @Test
    void comparesLoadsWhereACapacityIsUnknown() {
        var unit = gauge(Map.of("hub-a", HubLoad.of(50), "hub-b", HubLoad.of(60, 1_000)));
        assertThat(say(unit.decide(Requests.of("d", "hub-a", "hub-b")))).isEqualTo("hub-a by least-loaded");
    }

    @Test
    void passesOverFullHubs() {
        var unit = gauge(Map.of("hub-a", HubLoad.of(10, 10), "hub-b", HubLoad.of(99, 100)));
        assertThat(say(unit.decide(Requests.of("d", "hub-a", "hub-b")))).startsWith("hub-b ");
        assertThat(say(unit.decide(Requests.of("d", "hub-a")))).isEqualTo("deferred by least-loaded");
    }

    @Test
    void mayCallAHubFullBeforeItIs() {
        HubGauge gauge = hub -> Optional.of(HubLoad.of(90, 100));
        assertThat(say(AllocationPolicies.leastLoaded(gauge, 0.9).decide(Requests.of("d", "hub-a"))))
                .isEqualTo("deferred by least-loaded");
        for (double fullAt : new double[] {0, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> AllocationPolicies.leastLoaded(gauge, fullAt))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDeviceStaysOnItsFullHubWhenAllAreFull() {
        var unit = gauge(Map.of("hub-a", HubLoad.of(10, 10), "hub-b", HubLoad.of(10, 10)));
        assertThat(say(unit.decide(Requests.later("d", "hub-b", "hub-a", "hub-b"))))
                .as("it takes no new place")
                .isEqualTo("hub-b by least-loaded");
    }

    @Test
    void unknownHubsComeAfterThoseWithRoom() {
        var unit = gauge(Map.of("hub-a", HubLoad.of(9, 10)));
        assertThat(say(unit.decide(Requests.of("d", "hub-b", "hub-a")))).startsWith("hub-a ");
        var full = gauge(Map.of("hub-a", HubLoad.of(10, 10)));
        assertThat(say(full.decide(Requests.of("d", "hub-b", "hub-a")))).startsWith("hub-b ");
    }

    @Test
    void abstainsWhenNothingIsKnown() {
        var request = Requests.of("d", "hub-a");
        assertThat(say(gauge(Map.of()).decide(request))).isEqualTo("abstained by least-loaded");
        AllocationPolicy broken = AllocationPolicies.leastLoaded(hub -> {
            throw new IllegalStateException("secret");
        });
        assertThat(broken.decide(request).toString())
                .contains("IllegalStateException")
                .doesNotContain("secret");
        assertThat(say(broken.orElse(AllocationPolicies.standard()).decide(request)))
                .isEqualTo("hub-a by weighted-hash");
    }

    @Test
    void tellsEqualsApartByTheHash() {
        HubGauge gauge = hub -> Optional.of(HubLoad.of(1, 10));
        var unit = AllocationPolicies.leastLoaded(gauge);
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> say(unit.decide(Requests.of("d" + i, "hub-a", "hub-b"))))
                        .distinct())
                .hasSize(2);
        for (int i = 0; i < 50; i++) {
            assertThat(unit.decide(Requests.of("d" + i, "hub-a", "hub-b")))
                    .isEqualTo(unit.decide(Requests.of("D" + i, "hub-b", "hub-a")));
        }
    }

    @Test
    void figuresThatCannotBeAreRefused() {
        assertThatThrownBy(() -> HubLoad.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HubLoad.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static AllocationPolicy gauge(Map<String, HubLoad> loads) {
        return AllocationPolicies.leastLoaded((HubName hub) -> Optional.ofNullable(loads.get(hub.value())));
    }
}
