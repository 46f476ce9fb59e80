package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.EventEnvelope;
import java.util.function.Predicate;

/** Tests of events, for routes and for {@link EventWeather}. */
public final class EventFilters {

    private EventFilters() {}

    /** Every event. */
    public static Predicate<EventEnvelope> all() {
        return event -> true;
    }

    /** The filter of Microsoft's article, {@code opType='deleteDeviceIdentity'}: deletions of devices, and of modules too. */
    public static Predicate<EventEnvelope> deletions() {
        return event -> "deleteDeviceIdentity".equals(event.properties().get("opType"));
    }

    /** Creations, of devices and of modules. */
    public static Predicate<EventEnvelope> creations() {
        return event -> "createDeviceIdentity".equals(event.properties().get("opType"));
    }

    /** Events of modules. */
    public static Predicate<EventEnvelope> ofModules() {
        return event -> event.properties().containsKey("moduleId");
    }

    /** Events of a hub. */
    public static Predicate<EventEnvelope> fromHub(HubName hub) {
        return event -> hub.value().equals(event.properties().get("hubName"));
    }

    /** Events of a device, in this spelling, and of its modules. */
    public static Predicate<EventEnvelope> ofDevice(DeviceId device) {
        return event -> device.value().equals(event.properties().get("deviceId"));
    }
}
