package io.twinlifecycle.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An event as it arrived, before anyone made sense of it: what a dead-letter sink keeps and what a replay starts from.
 *
 * <p>Immutable, if nobody writes to the body's array, and safe for use by many threads. {@link #toString} shows where it came from,
 * never what is in it.
 *
 * @param properties the application properties; values may be of any type
 * @param systemProperties the system properties and annotations; values may be of any type
 * @param body the body's bytes; empty if there is none
 * @param source where it came from, such as {@code lifecycleevents/3@4711}: for logs and dead letters
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed through, never compared
public record EventEnvelope(
        Map<String, Object> properties, Map<String, Object> systemProperties, byte[] body, String source) {

    /** Copies the maps; the body is not copied. */
    public EventEnvelope {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        systemProperties = Collections.unmodifiableMap(new LinkedHashMap<>(systemProperties));
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(source, "source");
    }

    @Override
    public String toString() {
        return "event " + source + " of " + body.length + " bytes";
    }
}
