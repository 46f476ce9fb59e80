package io.twinlifecycle.twins;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import java.util.Locale;

/**
 * Names the twin of a device. A function of the device's id alone, for that is all that registration, re-registration and deletion
 * event have in common.
 *
 * <p>Implementations are pure and safe for use by many threads.
 */
@FunctionalInterface
public interface TwinIdMapping {

    /** The id of the device's twin. */
    TwinId twinIdOf(DeviceId device);

    /**
     * The device's id in lower case, so that {@code Dev1} and {@code dev1} have one twin. DPS ignores the case of registration IDs, so
     * they are one device to it; twin ids are case-sensitive. The default.
     */
    static TwinIdMapping lowerCase() {
        return device -> new TwinId(device.value().toLowerCase(Locale.ROOT));
    }

    /** The device's id as its hub spells it. For fleets in which ids that differ in case alone are different devices. */
    static TwinIdMapping exact() {
        return device -> new TwinId(device.value());
    }
}
