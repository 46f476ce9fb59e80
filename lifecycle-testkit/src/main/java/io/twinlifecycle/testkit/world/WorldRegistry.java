package io.twinlifecycle.testkit.world;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.retirement.DeviceRegistry;

/** Looks into all hubs of a world. Safe for use by many threads. */
record WorldRegistry(WorldCore core) implements DeviceRegistry {

    @Override
    public boolean isRegistered(HubName hub, DeviceId device, Deadline deadline) {
        return core.read(() -> {
            VirtualHub found = core.hubOrNull(hub);
            return found != null && found.has(device);
        });
    }

    @Override
    public boolean livesAnywhere(HubName hub, DeviceId device, Deadline deadline) {
        return core.read(() -> core.hubs().stream().anyMatch(each -> each.has(device)));
    }
}
