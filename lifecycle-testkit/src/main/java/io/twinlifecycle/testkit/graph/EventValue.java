package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.testkit.internal.Json;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A value in a filter: the same for every event, or what an event has, null if it has no such thing. */
@FunctionalInterface
interface EventValue {

    @Nullable
    Object of(GraphEvent event);

    static EventValue constant(Object value) {
        return event -> value;
    }

    /** What a name stands for; names in their own case only, as documented. */
    static EventValue named(String name) {
        if (name.startsWith("$body.")) {
            List<String> path = List.of(name.substring("$body.".length()).split("\\.", -1));
            return event -> inside(event.data(), path);
        }
        return switch (name) {
            case "true" -> constant(true);
            case "false" -> constant(false);
            case "null" -> event -> null;
            case "type" -> GraphEvent::type;
            case "source" -> GraphEvent::source;
            case "subject" -> event -> event.subject().orElse(null);
            case "dataschema" -> event -> event.dataSchema().orElse(null);
            case "datacontenttype" -> constant(GraphEvent.CONTENT_TYPE);
            case "specversion" -> constant(GraphEvent.SPEC_VERSION);
            case "$eventType" -> EventValue::oldType;
            default ->
                throw RouteFilterParser.invalid(
                        name + " is nothing that a filter can ask for; a property of the data is $body." + name);
        };
    }

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number number && other instanceof Number second) {
            return number.doubleValue() == second.doubleValue();
        }
        return one == null ? other == null : one.equals(other);
    }

    /** Only numbers with numbers and texts with texts have an order. */
    static boolean order(@Nullable Object one, @Nullable Object other, IntPredicate wanted) {
        if (one instanceof Number number && other instanceof Number second) {
            return wanted.test(Double.compare(number.doubleValue(), second.doubleValue()));
        }
        return one instanceof String text && other instanceof String second && wanted.test(text.compareTo(second));
    }

    private static @Nullable Object inside(@Nullable Object data, List<String> path) {
        Object value = data;
        for (String name : path) {
            Map<String, Object> object = Json.asObject(value);
            value = object == null ? null : object.get(name);
        }
        return value;
    }

    /** Of the language before 2020-10-31, which the service still takes, as recorded. What it stands for, is a guess by the names. */
    private static @Nullable String oldType(GraphEvent event) {
        return switch (event.type()) {
            case "microsoft.iot.telemetry" -> "DigitalTwinTelemetryMessages";
            case "Microsoft.DigitalTwins.Twin.Create", "Microsoft.DigitalTwins.Twin.Delete" ->
                "DigitalTwinLifecycleNotification";
            default -> null;
        };
    }
}
