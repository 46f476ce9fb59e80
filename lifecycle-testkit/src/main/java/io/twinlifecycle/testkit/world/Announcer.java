package io.twinlifecycle.testkit.world;

import io.twinlifecycle.HubName;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.WireTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Words the events of a hub as IoT Hub does, what Microsoft's "IoT Hub non-telemetry event schemas" lists and nothing else, and sends them
 * on their way. Events of modules have the operation of devices and a {@code moduleId}, as that page has it since 2024. All under the
 * world's lock.
 */
final class Announcer {

    private static final int TICK_NANOS = 100;

    /** What a device that has a symmetric key proves itself by (Microsoft, "Create and read IoT Hub messages"). */
    private static final String AUTH_METHOD =
            "{\"scope\":\"device\",\"type\":\"sas\",\"issuer\":\"iothub\",\"acceptingIpFilterRule\":null}";

    private final WorldCore core;
    private final HubName hub;
    private final HubRoutes routes;
    private Instant last = Instant.MIN;

    Announcer(WorldCore core, HubName hub, HubRoutes routes) {
        this.core = core;
        this.hub = hub;
        this.routes = routes;
    }

    void lifecycle(LifecycleEvent.Kind kind, TwinOwner owner, DeviceTwin twin) {
        LifecycleEvents event =
                kind == LifecycleEvent.Kind.CREATED ? LifecycleEvents.deviceCreated() : LifecycleEvents.deviceDeleted();
        setOut(EventSource.DEVICE_LIFECYCLE_EVENTS, word(event, owner, twin.document(owner)), owner, twin);
    }

    void twinUpdated(TwinOwner owner, TwinChange change) {
        if (routes.wants(EventSource.TWIN_CHANGE_EVENTS)) {
            EventEnvelope event = word(LifecycleEvents.twinUpdated(), owner, change.document());
            setOut(EventSource.TWIN_CHANGE_EVENTS, event, owner, change.after());
        }
    }

    void twinReplaced(TwinOwner owner, DeviceTwin twin) {
        if (routes.wants(EventSource.TWIN_CHANGE_EVENTS)) {
            EventEnvelope event = word(LifecycleEvents.twinReplaced(), owner, twin.document(owner));
            setOut(EventSource.TWIN_CHANGE_EVENTS, event, owner, twin);
        }
    }

    void connection(HubDevice device, boolean connected) {
        if (routes.wants(EventSource.DEVICE_CONNECTION_STATE_EVENTS)) {
            TwinOwner owner = TwinOwner.of(device.identity().id());
            LifecycleEvents event = connected ? LifecycleEvents.connected() : LifecycleEvents.disconnected();
            // Numbers never come twice and only grow; as texts of one length they compare as such.
            String number = String.format(Locale.ROOT, "%064X", core.nextNumber());
            setOut(
                    EventSource.DEVICE_CONNECTION_STATE_EVENTS,
                    word(event, owner, Map.of("sequenceNumber", number)),
                    owner,
                    device.twin());
        }
    }

    void telemetry(HubDevice device, Telemetry message) {
        if (!routes.wants(EventSource.DEVICE_MESSAGES)) {
            return;
        }
        DeviceIdentity identity = device.identity();
        Map<String, Object> system = new LinkedHashMap<>(message.systemProperties());
        system.put("iothub-connection-device-id", identity.id().value());
        system.put("iothub-connection-auth-method", AUTH_METHOD);
        system.put("iothub-connection-auth-generation-id", identity.generationId());
        system.put("iothub-message-source", "Telemetry");
        long number = core.nextNumber();
        system.putAll(stamps(nextTime(), number));
        setOut(
                EventSource.DEVICE_MESSAGES,
                new EventEnvelope(new LinkedHashMap<>(message.properties()), system, message.body(), source(number)),
                TwinOwner.of(identity.id()),
                device.twin());
    }

    private void setOut(EventSource source, EventEnvelope event, TwinOwner owner, DeviceTwin twin) {
        RoutedEvent routed = new RoutedEvent(event, () -> twin.document(owner));
        core.weather()
                .setOut(event, source == EventSource.DEVICE_LIFECYCLE_EVENTS, routes.destinations(source, routed));
    }

    private EventEnvelope word(LifecycleEvents event, TwinOwner owner, Map<String, Object> body) {
        Instant at = nextTime();
        long number = core.nextNumber();
        LifecycleEvents worded = event.withHub(hub.value())
                .withDeviceId(owner.device().value())
                .withTime(WireTime.of(at))
                .withSystemProperty("correlation-id", String.format(Locale.ROOT, "%010x", number))
                .withSource(source(number));
        for (Map.Entry<String, Object> stamp : stamps(at, number).entrySet()) {
            worded = worded.withSystemProperty(stamp.getKey(), stamp.getValue());
        }
        LifecycleEvents named = worded;
        return owner.module()
                .map(named::withModuleId)
                .orElse(named)
                .withBody(new String(Json.bytes(body), StandardCharsets.UTF_8))
                .envelope();
    }

    /** What the hub and the event hub behind it stamp on every event. */
    private static Map<String, Object> stamps(Instant at, long number) {
        return Map.of(
                "iothub-enqueuedtime", at.toEpochMilli(),
                "x-opt-sequence-number", number,
                "x-opt-offset", String.valueOf(number),
                "x-opt-enqueued-time", at.toEpochMilli());
    }

    private static String source(long number) {
        return "device-world/0@" + number;
    }

    /** No two events of a hub have the same time, and none is before an earlier one. */
    private Instant nextTime() {
        Instant clock = core.time().now();
        Instant now = clock.minusNanos(clock.get(ChronoField.NANO_OF_SECOND) % TICK_NANOS);
        last = now.isAfter(last) ? now : last.plusNanos(TICK_NANOS);
        return last;
    }
}
