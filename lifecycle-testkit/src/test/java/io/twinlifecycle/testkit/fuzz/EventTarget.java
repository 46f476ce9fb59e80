package io.twinlifecycle.testkit.fuzz;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.events.LifecycleEventParser;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The parser of lifecycle events. An input is a line for each property, such as {@code p opType=deleteDeviceIdentity}, an empty line, and
 * the body; the letter says the value's type, and a capital that it is a system property. Whatever it is: an event that says the same when
 * it is written anew, something that is not our business, or a complaint that fits a log; and what names a module never ends a device.
 */
final class EventTarget implements FuzzTarget {

    @Override
    public String name() {
        return "event";
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // AMQP clients give timestamps as such
    public List<byte[]> seeds() {
        LifecycleEvents deleted = LifecycleEvents.deviceDeleted();
        return Stream.of(
                        LifecycleEvents.deviceCreated()
                                .withTwinId("twin-1")
                                .withModelTag("dtmi:com:example:Thermostat;1"),
                        deleted,
                        deleted.withoutBody().withoutSystemProperties(),
                        deleted.withPropertiesAsBytes(),
                        deleted.withoutProperty("operationTimestamp")
                                .withProperty("OperationTimestamp", 1_767_323_045_123L),
                        deleted.withProperty("operationTimestamp", new Date(1_767_323_045_123L)),
                        deleted.withTime("2026-01-02T03:04:05+01:00"),
                        deleted.withoutProperty("opType"),
                        deleted.withHub("hub\r\nforged"),
                        deleted.withBody("{\"tags\":{\"dtId\":"),
                        LifecycleEvents.moduleDeleted(),
                        LifecycleEvents.moduleIdentityCreated(),
                        LifecycleEvents.twinUpdated(),
                        LifecycleEvents.connected(),
                        LifecycleEvents.telemetry())
                .map(event -> written(event.envelope()))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        EventEnvelope envelope = envelope(data);
        try {
            IncomingEvent incoming = LifecycleEventParser.parse(envelope);
            if (incoming instanceof IncomingEvent.Other other) {
                Must.beFitForALog(other.why(), 300);
            } else {
                checkDevice(((IncomingEvent.Lifecycle) incoming).event(), envelope);
            }
        } catch (LifecycleException e) {
            Must.hold(e.kind() == LifecycleException.Kind.MALFORMED_EVENT, () -> "kind " + e.kind());
            Must.beFitForALog(String.valueOf(e.getMessage()), 300);
        }
    }

    private static void checkDevice(LifecycleEvent event, EventEnvelope envelope) {
        boolean module = envelope.properties().entrySet().stream()
                .anyMatch(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals("moduleid")
                        && entry.getValue() instanceof String text
                        && !text.isBlank());
        Must.hold(!module, () -> "a module's event is taken for its device's");
        Must.beFitForALog(event.toString(), 3_000);
        LifecycleEvents anew = event.kind() == LifecycleEvent.Kind.CREATED
                ? LifecycleEvents.deviceCreated()
                : LifecycleEvents.deviceDeleted();
        IncomingEvent again =
                LifecycleEventParser.parse(anew.withHub(event.hub().value())
                        .withDeviceId(event.deviceId().value())
                        .withTime(event.time().toString())
                        .envelope());
        LifecycleEvent same = ((IncomingEvent.Lifecycle) again).event();
        Must.hold(
                same.hub().equals(event.hub())
                        && same.deviceId().equals(event.deviceId())
                        && same.time().equals(event.time()),
                () -> event + " written anew is read as " + same);
    }

    private static byte[] written(EventEnvelope event) {
        StringBuilder text = new StringBuilder();
        event.properties().forEach((name, value) -> text.append(line('p', name, value)));
        event.systemProperties().forEach((name, value) -> text.append(line('P', name, value)));
        return (text + "\n" + new String(event.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("JavaUtilDate") // AMQP clients give timestamps as such
    private static String line(char text, String name, Object value) {
        int capital = Character.isUpperCase(text) ? 'P' - 'p' : 0;
        if (value instanceof byte[] bytes) {
            return (char) ('b' + capital) + " " + name + "=" + new String(bytes, StandardCharsets.UTF_8) + "\n";
        }
        if (value instanceof Date date) {
            return (char) ('d' + capital) + " " + name + "=" + date.getTime() + "\n";
        }
        char type = value instanceof Number ? (char) ('n' + capital) : text;
        return type + " " + name + "=" + value + "\n";
    }

    private static EventEnvelope envelope(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> system = new LinkedHashMap<>();
        for (String line : (end < 0 ? text : text.substring(0, end)).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals >= 2) {
                char type = line.charAt(0);
                (Character.isUpperCase(type) ? system : properties)
                        .put(line.substring(2, equals), value(Character.toLowerCase(type), line.substring(equals + 1)));
            }
        }
        String body = end < 0 ? "" : text.substring(end + 2);
        return new EventEnvelope(properties, system, body.getBytes(StandardCharsets.UTF_8), "fuzzed");
    }

    @SuppressWarnings("JavaUtilDate") // AMQP clients give timestamps as such
    private static Object value(char type, String text) {
        try {
            return switch (type) {
                case 'b' -> text.getBytes(StandardCharsets.UTF_8);
                case 'n' -> text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
                case 'd' -> new Date(Long.parseLong(text));
                case 'i' -> Instant.ofEpochSecond(Long.parseLong(text));
                default -> text.replace("\\r", "\r").replace("\\n", "\n");
            };
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return text;
        }
    }
}
