package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Instant;
import java.util.Optional;

/** A hub's deletion events. */
final class Deletions {

    private Deletions() {}

    static LifecycleEvent of(String device, Instant when) {
        return new LifecycleEvent(
                LifecycleEvent.Kind.DELETED,
                HubName.of("hub-a"),
                new DeviceId(device),
                when,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
