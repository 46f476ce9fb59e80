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
import java.util.Locale;
import java.util.Optional;

/**
 * Words a lifecycle event as IoT Hub does: what Microsoft's "IoT Hub non-telemetry event schemas" lists, and nothing else. Events of
 * modules have the operation of devices and a {@code moduleId}, as that page has it since 2024.
 */
final class Announcer {

    private Announcer() {}

    static EventEnvelope event(
            LifecycleEvent.Kind kind,
            HubName hub,
            DeviceId device,
            Optional<String> module,
            DeviceTwin twin,
            Instant at,
            long number) {
        LifecycleEvents event = (kind == LifecycleEvent.Kind.CREATED
                        ? LifecycleEvents.deviceCreated()
                        : LifecycleEvents.deviceDeleted())
                .withHub(hub.value())
                .withDeviceId(device.value())
                .withTime(WireTime.of(at))
                .withSystemProperty("correlation-id", String.format(Locale.ROOT, "%010x", number))
                .withSystemProperty("iothub-enqueuedtime", at.toEpochMilli())
                .withSystemProperty("x-opt-sequence-number", number)
                .withSystemProperty("x-opt-offset", String.valueOf(number))
                .withSystemProperty("x-opt-enqueued-time", at.toEpochMilli())
                .withSource("device-world/0@" + number);
        return module.map(event::withModuleId)
                .orElse(event)
                .withBody(new String(Json.bytes(twin.document(device.value(), module)), StandardCharsets.UTF_8))
                .envelope();
    }
}
