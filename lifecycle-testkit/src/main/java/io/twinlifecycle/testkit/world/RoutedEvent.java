package io.twinlifecycle.testkit.world;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.hubquery.Fields;
import io.twinlifecycle.testkit.hubquery.Reference;
import io.twinlifecycle.testkit.hubquery.Undefined;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.WireTime;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as conditions of routes see it (Microsoft, "IoT Hub message routing query syntax"). Names are found in any case.
 *
 * @param event what is to be routed
 * @param twin the twin of the device or module, as it is when the event sets out
 */
record RoutedEvent(EventEnvelope event, Supplier<Map<String, Object>> twin) implements Fields {

    /** The names that conditions give to system properties, and how an event hub shows them. */
    private static final Map<String, String> SYSTEM = Map.ofEntries(
            Map.entry("contenttype", "content-type"),
            Map.entry("contentencoding", "content-encoding"),
            Map.entry("correlationid", "correlation-id"),
            Map.entry("messageid", "message-id"),
            Map.entry("userid", "user-id"),
            Map.entry("connectiondeviceid", "iothub-connection-device-id"),
            Map.entry("connectionmoduleid", "iothub-connection-module-id"),
            Map.entry("connectionauthmethod", "iothub-connection-auth-method"),
            Map.entry("connectiondevicegenerationid", "iothub-connection-auth-generation-id"),
            Map.entry("creationtimeutc", "iothub-creation-time-utc"),
            Map.entry("enqueuedtime", "iothub-enqueuedtime"));

    private static final Map<String, Charset> ENCODINGS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "utf-16", StandardCharsets.UTF_16,
            "utf-32", Charset.forName("UTF-32"));

    @Override
    public @Nullable Object find(Reference reference) {
        String root = reference.root();
        if (root.equalsIgnoreCase("$body")) {
            boolean isWhole = reference.rest().isEmpty() || reference.rest().get(0) instanceof Integer;
            return isWhole ? Undefined.UNDEFINED : Reference.find(body(), reference.rest(), true);
        }
        if (root.equalsIgnoreCase("$twin")) {
            return reference.rest().isEmpty()
                    ? Undefined.UNDEFINED
                    : Reference.find(twin.get(), reference.rest(), true);
        }
        if (reference.path().stream().anyMatch(Integer.class::isInstance)) {
            return Undefined.UNDEFINED; // properties are no arrays
        }
        String name =
                String.join(".", reference.path().stream().map(String::valueOf).toList());
        Object value = name.startsWith("$") ? system(name.substring(1)) : Undefined.UNDEFINED;
        return value == Undefined.UNDEFINED ? Reference.find(event.properties(), List.of(name), true) : value;
    }

    private @Nullable Object system(String name) {
        String shown = SYSTEM.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        Object value = Reference.find(event.systemProperties(), List.of(shown), true);
        return shown.equals("iothub-enqueuedtime") && value instanceof Long millis
                ? WireTime.of(Instant.ofEpochMilli(millis))
                : value;
    }

    /** Only what says that it is JSON, and in which encoding, can be asked. */
    private @Nullable Object body() {
        boolean isJson = text("content-type").equalsIgnoreCase("application/json");
        Charset encoding = ENCODINGS.get(text("content-encoding").toLowerCase(Locale.ROOT));
        if (!isJson || encoding == null) {
            return Undefined.UNDEFINED;
        }
        try {
            return Json.parse(new String(event.body(), encoding).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Undefined.UNDEFINED; // no JSON after all
        }
    }

    private String text(String name) {
        return Optional.ofNullable(event.systemProperties().get(name))
                .map(String::valueOf)
                .orElse("");
    }
}
