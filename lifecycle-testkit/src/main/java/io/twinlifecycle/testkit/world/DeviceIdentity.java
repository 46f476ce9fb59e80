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
 * @param etag changes with every change of the identity; without quotes
 * @param settings what an operator said of it
 * @param modules the ids of its modules
 * @param created when it was created
 * @param statusUpdated when it was last enabled or disabled; empty if never
 */
public record DeviceIdentity(
        DeviceId id,
        String generationId,
        String etag,
        DeviceSettings settings,
        Set<String> modules,
        Instant created,
        Optional<Instant> statusUpdated) {

    /** Checks and copies. */
    public DeviceIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(generationId, "generationId");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(statusUpdated, "statusUpdated");
        modules = Collections.unmodifiableSortedSet(new TreeSet<>(modules));
    }

    /** Whether it may connect. */
    public boolean enabled() {
        return settings.enabled();
    }

    /** Its keys, unless it has a certificate or a TPM. */
    public Optional<SymmetricKeys> keys() {
        return settings.authentication().keys();
    }

    /** Whether it is an IoT Edge device. */
    public boolean iotEdge() {
        return settings.iotEdge();
    }

    DeviceIdentity with(DeviceSettings other, String newEtag, Instant now) {
        Optional<Instant> updated = other.enabled() == settings.enabled() ? statusUpdated : Optional.of(now);
        return new DeviceIdentity(id, generationId, newEtag, other, modules, created, updated);
    }

    DeviceIdentity withModules(Set<String> others) {
        return new DeviceIdentity(id, generationId, etag, settings, others, created, statusUpdated);
    }
}
