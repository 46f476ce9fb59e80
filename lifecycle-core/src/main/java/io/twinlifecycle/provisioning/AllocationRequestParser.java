package io.twinlifecycle.provisioning;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubHost;
import io.twinlifecycle.JsonFields;
import io.twinlifecycle.JsonReader;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.Texts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of a custom-allocation request. Names are taken in any case, properties that it does not know are kept out of the way,
 * and a body that cannot be one is refused with a sentence that names the field.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class AllocationRequestParser {

    private static final String CONTEXT = "deviceRuntimeContext";

    private final JsonReader json;

    /** A parser with these limits. */
    public AllocationRequestParser(RequestLimits limits) {
        this.json = new JsonReader(limits.maxBytes(), limits.maxDepth(), limits.maxTextLength());
    }

    /**
     * Reads a body.
     *
     * @throws LifecycleException of kind {@code REFUSED} if it is no allocation request
     */
    public AllocationRequest parse(byte[] body) {
        Map<String, Object> root = readObject(body);
        Map<String, Object> context = JsonFields.object(root, CONTEXT);
        if (context.isEmpty()) {
            throw missing(CONTEXT, "a JSON object with at least registrationId");
        }
        RegistrationId registrationId = registrationId(context);
        Enrollment enrollment = EnrollmentReader.read(root);
        Optional<CurrentAssignment> current = current(context);
        return new AllocationRequest(
                registrationId,
                deviceId(registrationId, enrollment, current),
                enrollment,
                current,
                linkedHubs(root),
                attestation(context, enrollment),
                payload(context));
    }

    private Map<String, Object> readObject(byte[] body) {
        try {
            return json.readObject(body);
        } catch (JsonReader.UnreadableJson e) {
            throw LifecycleException.refused(
                    e.isTooLarge() ? ReasonCode.BODY_TOO_LARGE : ReasonCode.BODY_NOT_JSON,
                    "the body cannot be read: " + e.getMessage() + "; send a DPS custom-allocation request");
        }
    }

    private static RegistrationId registrationId(Map<String, Object> context) {
        String field = CONTEXT + ".registrationId";
        String id = JsonFields.text(context, "registrationId").orElseThrow(() -> missing(field, "a text"));
        if (!RegistrationId.isValid(id)) {
            throw invalid(field, "1 to 128 ASCII letters, digits or -._:", id);
        }
        return new RegistrationId(id);
    }

    private static Optional<CurrentAssignment> current(Map<String, Object> context) {
        return JsonFields.text(context, "currentIotHubHostName").map(host -> {
            Optional<DeviceId> device =
                    JsonFields.text(context, "currentDeviceId").map(id -> deviceId(CONTEXT + ".currentDeviceId", id));
            return new CurrentAssignment(hub(CONTEXT + ".currentIotHubHostName", host), device);
        });
    }

    /** A group always names the device after its registration; the hub's own spelling wins where it differs in case alone. */
    private static DeviceId deviceId(
            RegistrationId registrationId, Enrollment enrollment, Optional<CurrentAssignment> current) {
        return enrollment
                .deviceId()
                .or(() -> current.flatMap(CurrentAssignment::deviceId)
                        .filter(known -> known.value().equalsIgnoreCase(registrationId.value())))
                .orElseGet(() -> new DeviceId(registrationId.value()));
    }

    private static List<HubHost> linkedHubs(Map<String, Object> root) {
        if (!(JsonFields.get(root, "linkedHubs") instanceof List<?> hosts) || hosts.isEmpty()) {
            throw missing("linkedHubs", "an array of at least one IoT hub host name; link a hub to the DPS instance");
        }
        Set<HubHost> hubs = new LinkedHashSet<>();
        for (Object host : hosts) {
            hubs.add(hub("linkedHubs", host instanceof String text ? text : ""));
        }
        return List.copyOf(hubs);
    }

    private static Attestation attestation(Map<String, Object> context, Enrollment enrollment) {
        for (Attestation.Type type : Attestation.Type.values()) {
            if (JsonFields.get(context, type.jsonName()) instanceof Map<?, ?>) {
                return new Attestation(type, JsonFields.object(context, type.jsonName()));
            }
        }
        String type = JsonFields.text(JsonFields.object(enrollment.others(), "attestation"), "type")
                .orElse("");
        return new Attestation(Attestation.Type.of(type), Map.of());
    }

    private Payload payload(Map<String, Object> context) {
        Object payload = JsonFields.get(context, "payload");
        return payload == null
                ? Payload.absent()
                : Payload.of(payload instanceof String text ? unwrapped(text) : payload);
    }

    /** Microsoft's device client for Java sends its payload as a text that holds the JSON object, not as the object itself. */
    private Object unwrapped(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return text;
        }
        try {
            return json.readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonReader.UnreadableJson e) {
            return text;
        }
    }

    private static HubHost hub(String field, String host) {
        if (!HubHost.isValid(host)) {
            throw invalid(field, "an IoT hub host name such as contoso-hub.azure-devices.net", host);
        }
        return new HubHost(host);
    }

    static DeviceId deviceId(String field, String id) {
        if (!DeviceId.isValid(id)) {
            throw invalid(field, "1 to 128 characters that IoT Hub allows in a device id", id);
        }
        return new DeviceId(id);
    }

    static LifecycleException missing(String field, String expected) {
        return LifecycleException.refused(
                ReasonCode.FIELD_MISSING, field + " is missing, empty or of another type; it must be " + expected);
    }

    static LifecycleException invalid(String field, String expected, String found) {
        return LifecycleException.refused(
                ReasonCode.FIELD_INVALID, field + " must be " + expected + ", but was " + Texts.quoted(found));
    }
}
