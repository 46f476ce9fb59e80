package io.twinlifecycle.retirement;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;

/**
 * Says whether a hub has a device now: IoT Hub's identity registry, asked by id.
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface DeviceRegistry {

    /**
     * Says whether the device is in the hub's identity registry now.
     *
     * @throws io.twinlifecycle.LifecycleException of kind {@code COLLABORATOR_FAILED} if it cannot be said now
     */
    boolean isRegistered(HubName hub, DeviceId device, Deadline deadline);

    /**
     * Says whether any hub has the device now. Asked before a twin is retired on the word of one hub's event.
     *
     * @implSpec asks about that hub alone. A registry that covers several hubs asks them all: for twins without a life map there is no
     *     other way to know that a device has moved.
     * @throws io.twinlifecycle.LifecycleException of kind {@code COLLABORATOR_FAILED} if it cannot be said now
     */
    default boolean livesAnywhere(HubName hub, DeviceId device, Deadline deadline) {
        return isRegistered(hub, device, deadline);
    }
}
