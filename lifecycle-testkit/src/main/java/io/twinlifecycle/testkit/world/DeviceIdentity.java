package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A device in a hub's identity registry.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no key.
 *
 * @param id the device, in the spelling of the hub, which tells cases apart
 * @param generationId another one for each life of the id in that hub
 * @param etag changes with every change of the identity
 * @param enabled whether it may connect
 * @param keys its keys, unless it has a certificate or a TPM
 * @param iotEdge whether it is an IoT Edge device
 * @param modules the ids of its modules
 * @param created when it was created
 */
public record DeviceIdentity(
        DeviceId id,
        String generationId,
        String etag,
        boolean enabled,
        Optional<SymmetricKeys> keys,
        boolean iotEdge,
        Set<String> modules,
        Instant created) {

    /** Checks and copies. */
    public DeviceIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(generationId, "generationId");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(created, "created");
        modules = Collections.unmodifiableSortedSet(new TreeSet<>(modules));
    }

    DeviceIdentity withEnabled(boolean isEnabled, String newEtag) {
        return new DeviceIdentity(id, generationId, newEtag, isEnabled, keys, iotEdge, modules, created);
    }

    DeviceIdentity withKeys(Optional<SymmetricKeys> newKeys, String newEtag) {
        return new DeviceIdentity(id, generationId, newEtag, enabled, newKeys, iotEdge, modules, created);
    }

    DeviceIdentity withModule(String module) {
        Set<String> more = new TreeSet<>(modules);
        more.add(module);
        return new DeviceIdentity(id, generationId, etag, enabled, keys, iotEdge, more, created);
    }

    DeviceIdentity withoutModule(String module) {
        Set<String> fewer = new TreeSet<>(modules);
        fewer.remove(module);
        return new DeviceIdentity(id, generationId, etag, enabled, keys, iotEdge, fewer, created);
    }
}
