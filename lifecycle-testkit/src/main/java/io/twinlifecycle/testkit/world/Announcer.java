package io.twinlifecycle.testkit.world;

import io.twinlifecycle.DeviceId;
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
import java.util.Optional;

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

    void lifecycle(LifecycleEvent.Kind kind, DeviceId device, Optional<String> module, DeviceTwin twin) {
        LifecycleEvents event = kind == LifecycleEvent.Kind.CREATED
                ? LifecycleEvents.deviceCreated()
                : LifecycleEvents.deviceDeleted();
        core.weather()
                .setOut(
                        word(event, device, module, twin.document(device.value(), module)),
                        true,
                        routes.destinations(EventSource.DEVICE_LIFECYCLE_EVENTS));
    }

    void twinUpdated(DeviceId device, Optional<String> module, TwinChange change) {
        if (routes.wants(EventSource.TWIN_CHANGE_EVENTS)) {
            route(
                    EventSource.TWIN_CHANGE_EVENTS,
                    word(LifecycleEvents.twinUpdated(), device, module, change.document()));
        }
    }

    void twinReplaced(DeviceId device, Optional<String> module, DeviceTwin twin) {
        if (routes.wants(EventSource.TWIN_CHANGE_EVENTS)) {
            Map<String, Object> document = twin.document(device.value(), module);
            route(
                    EventSource.TWIN_CHANGE_EVENTS,
                    word(LifecycleEvents.twinReplaced(), device, module, document));
        }
    }

    void connection(DeviceId device, boolean connected) {
        if (routes.wants(EventSource.DEVICE_CONNECTION_STATE_EVENTS)) {
            LifecycleEvents event = connected ? LifecycleEvents.connected() : LifecycleEvents.disconnected();
            // Grows with the hub's time, so that it can be compared as text.
            Map<String, Object> body = Map.of("sequenceNumber", sequenceNumber());
            route(EventSource.DEVICE_CONNECTION_STATE_EVENTS, word(event, device, Optional.empty(), body));
        }
    }

    void telemetry(DeviceIdentity device, Telemetry message) {
        if (!routes.wants(EventSource.DEVICE_MESSAGES)) {
            return;
        }
        Map<String, Object> system = new LinkedHashMap<>(message.systemProperties());
        system.put("iothub-connection-device-id", device.id().value());
        system.put("iothub-connection-auth-method", AUTH_METHOD);
        system.put("iothub-connection-auth-generation-id", device.generationId());
        system.put("iothub-message-source", "Telemetry");
        long number = core.nextNumber();
        system.putAll(stamps(nextTime(), number));
        route(
                EventSource.DEVICE_MESSAGES,
                new EventEnvelope(new LinkedHashMap<>(message.properties()), system, message.body(), source(number)));
    }

    private void route(EventSource source, EventEnvelope event) {
        core.weather().setOut(event, false, routes.destinations(source));
    }

    private EventEnvelope word(
            LifecycleEvents event, DeviceId device, Optional<String> module, Map<String, Object> body) {
        Instant at = nextTime();
        long number = core.nextNumber();
        LifecycleEvents worded = event.withHub(hub.value())
                .withDeviceId(device.value())
                .withTime(WireTime.of(at))
                .withSystemProperty("correlation-id", String.format(Locale.ROOT, "%010x", number))
                .withSource(source(number));
        for (Map.Entry<String, Object> stamp : stamps(at, number).entrySet()) {
            worded = worded.withSystemProperty(stamp.getKey(), stamp.getValue());
        }
        LifecycleEvents named = worded;
        return module.map(named::withModuleId)
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

    private String sequenceNumber() {
        return String.format(Locale.ROOT, "%064X", core.nextNumber());
    }

    /** No two events of a hub have the same time, and none is before an earlier one. */
    private Instant nextTime() {
        Instant clock = core.time().now();
        Instant now = clock.minusNanos(clock.get(ChronoField.NANO_OF_SECOND) % TICK_NANOS);
        last = now.isAfter(last) ? now : last.plusNanos(TICK_NANOS);
        return last;
    }
}
