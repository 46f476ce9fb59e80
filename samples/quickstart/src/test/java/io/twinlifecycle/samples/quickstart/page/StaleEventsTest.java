package io.twinlifecycle.samples.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import org.junit.jupiter.api.Test;

class StaleEventsTest {

    private final StaleEvents stale = new StaleEvents();

    @Test
    void remembersTheLastDeletionOfADevice() {
        stale.note(deleted("device-1").withHub("hub-a").envelope());
        stale.note(deleted("device-1").withHub("hub-b").envelope());

        assertThat(stale.hubs()).containsEntry("device-1", "hub-b").hasSize(1);
        assertThat(stale.find(new DeviceId("device-1"))).isPresent();
        assertThat(stale.find(new DeviceId("device-2"))).isEmpty();
    }

    @Test
    void remembersNothingElse() {
        stale.note(LifecycleEvents.deviceCreated().withDeviceId("device-1").envelope());
        stale.note(LifecycleEvents.moduleDeleted().withDeviceId("device-1").envelope());

        assertThat(stale.hubs()).isEmpty();
    }

    @Test
    void forgetsTheOldestOfMany() {
        for (int i = 0; i <= StaleEvents.MEMORY; i++) {
            stale.note(deleted("device-" + i).envelope());
        }

        assertThat(stale.hubs()).hasSize(StaleEvents.MEMORY).doesNotContainKey("device-0");
    }

    private static LifecycleEvents deleted(String device) {
        return LifecycleEvents.deviceDeleted().withDeviceId(device);
    }
}
