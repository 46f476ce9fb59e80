package io.twinlifecycle.provisioning;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.JsonValues;
import io.twinlifecycle.Texts;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The enrollment through which a device registers, as far as an allocation needs it.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows kind and id only.
 *
 * @param kind individual or group
 * @param id the individual enrollment's registration ID, or the group's id
 * @param deviceId the device id that an individual enrollment asks for, if it does
 * @param reprovisionPolicy what happens to a device that registers again
 * @param initialTwin the initial device twin that the enrollment itself asks for
 * @param iotEdge whether the device is an IoT Edge device
 * @param others every property that has no place above, as it came, in the JSON types of {@link Payload}
 */
public record Enrollment(
        Kind kind,
        String id,
        Optional<DeviceId> deviceId,
        ReprovisionPolicy reprovisionPolicy,
        InitialTwin initialTwin,
        boolean iotEdge,
        Map<String, Object> others) {

    /** Individual or group. */
    public enum Kind {
        /** One device. */
        INDIVIDUAL,
        /** All devices of a key or of a certificate chain. */
        GROUP
    }

    /** What DPS does with a device that registers again (its REST reference, {@code ReprovisionPolicy}). */
    public enum ReprovisionPolicy {
        /** The device may move, and its twin's data moves along. The default of DPS. */
        MIGRATE,
        /** The device may move, and starts again from the initial twin. */
        RESET,
        /** The device stays where it is. */
        NEVER
    }

    /** Checks and copies. */
    public Enrollment {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(reprovisionPolicy, "reprovisionPolicy");
        Objects.requireNonNull(initialTwin, "initialTwin");
        others = JsonValues.copy(others);
    }

    @Override
    public String toString() {
        return kind + " " + Texts.quoted(id);
    }
}
