package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.util.Objects;
import java.util.Optional;

/**
 * A module in a hub's identity registry.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no key.
 *
 * @param device the device that has it
 * @param id unique in its device; the hub tells cases apart
 * @param generationId another one for each life of the id
 * @param etag changes with every change of the identity; without quotes
 * @param authentication how it proves who it is
 * @param managedBy who looks after it, such as {@code iotEdge}
 */
public record ModuleIdentity(
        DeviceId device,
        String id,
        String generationId,
        String etag,
        HubAuthentication authentication,
        Optional<String> managedBy) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if no module can have that id
     */
    public ModuleIdentity {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(generationId, "generationId");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(managedBy, "managedBy");
        if (!DeviceId.isValid(id)) {
            throw new IllegalArgumentException("a module's id has the form of a device's, but this has not");
        }
    }
}
