package io.twinlifecycle.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/**
 * Reads event properties whose names may be in any case and whose values may be of any type: AMQP clients give texts, symbols, byte
 * arrays, dates and numbers for what is a text in the documentation.
 */
final class PropertyReader {

    private PropertyReader() {}

    /** The value as text; empty if there is none or it is empty. */
    static Optional<String> text(Map<String, Object> properties, String name) {
        return value(properties, name).map(PropertyReader::asText).filter(text -> !text.isEmpty());
    }

    /** The value as a time: ISO-8601 text, a date, or milliseconds since 1970. */
    static Optional<Instant> time(Map<String, Object> properties, String name) {
        return value(properties, name).flatMap(PropertyReader::asTime);
    }

    private static Optional<Object> value(Map<String, Object> properties, String name) {
        Object exact = properties.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return properties.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name) && entry.getValue() != null)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static String asText(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8).strip()
                : value.toString().strip();
    }

    @SuppressWarnings("JavaUtilDate") // AMQP clients give timestamps as such
    private static Optional<Instant> asTime(Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        if (value instanceof Date date) {
            return Optional.of(Instant.ofEpochMilli(date.getTime()));
        }
        if (value instanceof OffsetDateTime time) {
            return Optional.of(time.toInstant());
        }
        if (value instanceof Number millis) {
            return Optional.of(Instant.ofEpochMilli(millis.longValue()));
        }
        String text = asText(value);
        return isoTime(text).or(() -> millis(text));
    }

    private static Optional<Instant> isoTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> millis(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text))) : Optional.empty();
    }
}
