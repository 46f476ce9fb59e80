package io.twinlifecycle.testkit.world;

/** What a route of a hub takes its events from. */
public enum EventSource {
    /** Telemetry. */
    DEVICE_MESSAGES("DeviceMessages"),
    /** Device twins and module twins that were updated or replaced. */
    TWIN_CHANGE_EVENTS("TwinChangeEvents"),
    /** Devices and modules that were created or deleted. */
    DEVICE_LIFECYCLE_EVENTS("DeviceLifecycleEvents"),
    /** Devices that connected or disconnected. */
    DEVICE_CONNECTION_STATE_EVENTS("DeviceConnectionStateEvents");

    private final String wireName;

    EventSource(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in Azure's resource model, such as {@code DeviceLifecycleEvents}. */
    public String wireName() {
        return wireName;
    }
}
