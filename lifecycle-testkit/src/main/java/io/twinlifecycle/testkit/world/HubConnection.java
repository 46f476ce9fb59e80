package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import java.util.Map;

/**
 * A device's session with a {@link VirtualHub}: telemetry, its twin, and what it reports. The hub ends it when the device connects again,
 * is disabled or is deleted.
 *
 * <p>Safe for use by many threads.
 */
public final class HubConnection implements AutoCloseable {

    private final VirtualHub hub;
    private final DeviceId deviceId;
    private final HubDeviceListener listener;

    HubConnection(VirtualHub hub, DeviceId deviceId, HubDeviceListener listener) {
        this.hub = hub;
        this.deviceId = deviceId;
        this.listener = listener;
    }

    /** The device. */
    public DeviceId deviceId() {
        return deviceId;
    }

    /** Says whether it has not ended. */
    public boolean isOpen() {
        return hub.isOpen(this);
    }

    /**
     * Sends telemetry.
     *
     * @param body the bytes, at most 256 KB with all properties
     * @param applicationProperties the device's own
     * @param systemProperties as an event hub shows them, such as {@code content-type}, {@code content-encoding} and
     *     {@code message-id}; what the hub itself stamps, such as {@code iothub-connection-device-id}, is not the device's to set
     * @throws WorldRefusal with status 413 if it is too large
     * @throws IllegalStateException if the session has ended
     */
    public void send(byte[] body, Map<String, String> applicationProperties, Map<String, String> systemProperties) {
        hub.send(this, new Telemetry(body, applicationProperties, systemProperties));
    }

    /**
     * The device's twin as it is now; its tags are not the device's to see.
     *
     * @throws IllegalStateException if the session has ended
     */
    public DeviceTwin twin() {
        return hub.twin(this);
    }

    /**
     * Reports: objects are merged, null removes.
     *
     * @return the new version of the reported properties
     * @throws IllegalStateException if the session has ended
     */
    public long report(Map<String, Object> patch) {
        return hub.report(this, patch);
    }

    /** Ends the session. May be repeated. */
    @Override
    public void close() {
        hub.close(this);
    }

    HubDeviceListener listener() {
        return listener;
    }

    @Override
    public String toString() {
        return "session of " + deviceId + " with " + hub;
    }
}
