package io.twinlifecycle.testkit.world;

import java.util.Objects;
import java.util.Optional;

/**
 * What an operator says of a device.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param enabled whether it may connect
 * @param statusReason why it may, or may not; at most 128 characters
 * @param authentication how it proves who it is
 * @param iotEdge whether it is an IoT Edge device
 */
public record DeviceSettings(
        boolean enabled, Optional<String> statusReason, HubAuthentication authentication, boolean iotEdge) {

    private static final int MAX_REASON = 128;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the reason is too long
     */
    public DeviceSettings {
        Objects.requireNonNull(authentication, "authentication");
        if (statusReason.filter(reason -> reason.length() > MAX_REASON).isPresent()) {
            throw new IllegalArgumentException("statusReason may have " + MAX_REASON + " characters at most");
        }
    }

    /** Enabled, with these keys. */
    public static DeviceSettings with(SymmetricKeys keys) {
        return new DeviceSettings(true, Optional.empty(), HubAuthentication.keys(keys), false);
    }

    DeviceSettings withEnabled(boolean isEnabled) {
        return new DeviceSettings(isEnabled, statusReason, authentication, iotEdge);
    }

    DeviceSettings withAuthentication(HubAuthentication other) {
        return new DeviceSettings(enabled, statusReason, other, iotEdge);
    }
}
