package io.twinlifecycle.twins;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import java.util.Optional;

/** Asks a mapping, which a user may have written and which may have no answer: IoT Hub allows a device named {@code ..}. */
final class TwinIds {

    private TwinIds() {}

    /** Empty if the device's id can name no twin. */
    static Optional<TwinId> of(TwinIdMapping mapping, DeviceId device) {
        try {
            return Optional.of(mapping.twinIdOf(device));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
