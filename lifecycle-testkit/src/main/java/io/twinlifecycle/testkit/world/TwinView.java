package io.twinlifecycle.testkit.world;

import java.util.Objects;
import java.util.Optional;

/**
 * A twin of a hub together with what the registry knows, as of one moment.
 *
 * @param device the device
 * @param module the module, if it is the twin of one
 * @param twin the twin
 * @param connection of the device
 */
public record TwinView(
        DeviceIdentity device, Optional<ModuleIdentity> module, DeviceTwin twin, DeviceConnection connection) {

    /** Checks that all are there. */
    public TwinView {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(twin, "twin");
        Objects.requireNonNull(connection, "connection");
    }

    /** Whose twin it is. */
    public TwinOwner owner() {
        return new TwinOwner(device.id(), module.map(ModuleIdentity::id));
    }
}
