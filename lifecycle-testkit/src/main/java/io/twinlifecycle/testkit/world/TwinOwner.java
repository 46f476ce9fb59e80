package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose twin it is in a hub: a device's, or one of its modules'.
 *
 * @param device the device
 * @param module the module; empty if it is the device's own
 */
public record TwinOwner(DeviceId device, Optional<String> module) {

    /** Checks that both are there. */
    public TwinOwner {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(module, "module");
    }

    /** A device. */
    public static TwinOwner of(DeviceId device) {
        return new TwinOwner(device, Optional.empty());
    }

    /** A module. */
    public static TwinOwner of(DeviceId device, String module) {
        return new TwinOwner(device, Optional.of(module));
    }

    @Override
    public String toString() {
        return module.map(id -> "module " + id + " of ").orElse("") + "device " + device;
    }
}
