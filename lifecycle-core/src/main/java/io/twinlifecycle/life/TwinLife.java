package io.twinlifecycle.life;

import java.util.Objects;
import java.util.Optional;

/**
 * What a twin says of its device.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param deviceId the device's id, as its hub spells it
 * @param registrationId the id under which it registered last
 * @param hubHostName the host name of the hub to which it was assigned last
 * @param retiredAt when the twin was marked as retired, as ISO-8601 text
 * @param map the facts
 */
public record TwinLife(
        Optional<String> deviceId,
        Optional<String> registrationId,
        Optional<String> hubHostName,
        Optional<String> retiredAt,
        LifeMap map) {

    private static final TwinLife NOTHING =
            new TwinLife(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), LifeMap.empty());

    /** Checks that all are there. */
    public TwinLife {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(hubHostName, "hubHostName");
        Objects.requireNonNull(retiredAt, "retiredAt");
        Objects.requireNonNull(map, "map");
    }

    /** The life of a twin that says nothing. */
    public static TwinLife nothing() {
        return NOTHING;
    }

    /** The same with another map. */
    public TwinLife withMap(LifeMap newMap) {
        return new TwinLife(deviceId, registrationId, hubHostName, retiredAt, newMap);
    }
}
