package io.twinlifecycle.provisioning;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an earlier registration put the device, as DPS remembers it.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param hub the hub
 * @param deviceId the device's id there, if DPS says it
 */
public record CurrentAssignment(HubHost hub, Optional<DeviceId> deviceId) {

    /** Checks that both are there. */
    public CurrentAssignment {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(deviceId, "deviceId");
    }
}
