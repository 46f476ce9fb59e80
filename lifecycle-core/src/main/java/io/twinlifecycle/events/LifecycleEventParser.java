package io.twinlifecycle.events;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.JsonReader;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sense of events that IoT Hub routed. Shapes: Microsoft, "IoT Hub non-telemetry event schemas". What kind of event it is stands in
 * the application property {@code opType}; the body alone does not say.
 *
 * <p>Microsoft's pages disagree about modules: some give their events an {@code opType} of their own, the newer one gives them that of
 * devices and a {@code moduleId} beside it. Both are taken for what they are, so a module's deletion never looks like its device's.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LifecycleEventParser {

    /** A device twin with all its sections has some 72 KB; a body above this is not read, and the event is handled without it. */
    private static final JsonReader BODY = new JsonReader(512 * 1024, 64, 64 * 1024);

    private LifecycleEventParser() {}

    /**
     * Reads an event.
     *
     * @throws LifecycleException of kind {@code MALFORMED_EVENT} if it is a device's creation or deletion but does not say which device,
     *     which hub, or when
     */
    public static IncomingEvent parse(EventEnvelope envelope) {
        Map<String, Object> properties = envelope.properties();
        Optional<String> opType = PropertyReader.text(properties, "opType");
        String schema = PropertyReader.text(properties, "iothub-message-schema")
                .or(() -> PropertyReader.text(envelope.systemProperties(), "iothub-message-schema"))
                .orElse("");
        return switch (opType.orElse("").toLowerCase(Locale.ROOT)) {
            case "createdeviceidentity" -> lifecycle(LifecycleEvent.Kind.CREATED, envelope);
            case "deletedeviceidentity" -> lifecycle(LifecycleEvent.Kind.DELETED, envelope);
            case "createmoduleidentity", "deletemoduleidentity" -> module();
            case "updatetwin", "replacetwin" -> other(IncomingEvent.Other.Kind.TWIN_CHANGE, "a device twin changed");
            case "deviceconnected", "devicedisconnected" ->
                other(IncomingEvent.Other.Kind.CONNECTION_STATE, "a device connected or disconnected");
            case "" -> withoutOpType(schema);
            default -> other(IncomingEvent.Other.Kind.UNKNOWN, "opType " + Texts.quoted(opType.orElse("")));
        };
    }

    private static IncomingEvent withoutOpType(String schema) {
        return switch (schema.toLowerCase(Locale.ROOT)) {
            case "devicelifecyclenotification" ->
                throw LifecycleException.malformedEvent(
                        "a device lifecycle event has no property opType, so it may be a creation or a deletion; route the"
                                + " application properties along");
            case "modulelifecyclenotification" -> module();
            case "twinchangenotification" -> other(IncomingEvent.Other.Kind.TWIN_CHANGE, "a device twin changed");
            case "deviceconnectionstatenotification" ->
                other(IncomingEvent.Other.Kind.CONNECTION_STATE, "a device connected or disconnected");
            default -> other(IncomingEvent.Other.Kind.UNKNOWN, "no property opType");
        };
    }

    private static IncomingEvent module() {
        return other(IncomingEvent.Other.Kind.MODULE, "it is about a module, not about its device");
    }

    private static IncomingEvent other(IncomingEvent.Other.Kind kind, String why) {
        return new IncomingEvent.Other(kind, why);
    }

    private static IncomingEvent lifecycle(LifecycleEvent.Kind kind, EventEnvelope envelope) {
        Map<String, Object> properties = envelope.properties();
        Map<String, Object> system = envelope.systemProperties();
        Map<String, Object> body = body(envelope.body());
        if (PropertyReader.text(properties, "moduleId").isPresent()
                || PropertyReader.text(system, "iothub-connection-module-id").isPresent()
                || PropertyReader.text(properties, "iothub-connection-module-id")
                        .isPresent()
                || JsonFields.text(body, "moduleId").isPresent()) {
            return module();
        }
        return new IncomingEvent.Lifecycle(new LifecycleEvent(
                kind,
                hub(properties, system),
                device(properties, system, body),
                time(properties, system),
                JsonFields.text(tags(body), "dtId").filter(TwinId::isValid).map(TwinId::new),
                JsonFields.text(tags(body), "dtmi")
                        .or(() -> JsonFields.text(body, "modelId"))
                        .filter(ModelId::isValid)
                        .map(ModelId::new),
                PropertyReader.text(system, "correlation-id")
                        .or(() -> PropertyReader.text(properties, "correlation-id"))));
    }

    /** A deletion's body is nowhere promised, so one that is missing, cut or no JSON says nothing and is no fault. */
    private static Map<String, Object> body(byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        try {
            return BODY.readObject(bytes);
        } catch (JsonReader.UnreadableJson e) {
            return Map.of();
        }
    }

    private static Map<String, Object> tags(Map<String, Object> body) {
        return JsonFields.object(body, "tags");
    }

    private static HubName hub(Map<String, Object> properties, Map<String, Object> system) {
        String name = PropertyReader.text(properties, "hubName")
                .or(() -> PropertyReader.text(system, "user-id"))
                .orElseThrow(() -> missing("hubName"));
        try {
            return HubName.of(name);
        } catch (IllegalArgumentException e) {
            throw LifecycleException.malformedEvent("hubName is no hub's name: " + Texts.quoted(name));
        }
    }

    private static DeviceId device(
            Map<String, Object> properties, Map<String, Object> system, Map<String, Object> body) {
        String id = PropertyReader.text(properties, "deviceId")
                .or(() -> PropertyReader.text(system, "iothub-connection-device-id"))
                .or(() -> PropertyReader.text(properties, "iothub-connection-device-id"))
                .or(() -> JsonFields.text(body, "deviceId"))
                .orElseThrow(() -> missing("deviceId"));
        if (!DeviceId.isValid(id)) {
            throw LifecycleException.malformedEvent("deviceId is no device's id: " + Texts.quoted(id));
        }
        return new DeviceId(id);
    }

    /**
     * When the hub did it. The time at which Event Hubs took the event in is no substitute: a retransmitted event gets a new one, and would
     * then look later than the life that it must not end.
     */
    private static Instant time(Map<String, Object> properties, Map<String, Object> system) {
        return PropertyReader.time(properties, "operationTimestamp")
                .or(() -> PropertyReader.time(system, "iothub-enqueuedtime"))
                .or(() -> PropertyReader.time(properties, "iothub-enqueuedtime"))
                .orElseThrow(() -> missing("operationTimestamp"));
    }

    private static LifecycleException missing(String property) {
        return LifecycleException.malformedEvent("a device lifecycle event has no readable property " + property
                + "; route the application properties along, or drop the event by hand");
    }
}
