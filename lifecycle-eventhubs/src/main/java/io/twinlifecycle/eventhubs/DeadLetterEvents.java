package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Dead letters as events of Event Hubs, from which they come back exactly. */
final class DeadLetterEvents {

    private static final String KIND = "dead-letter-kind";
    private static final String WHY = "dead-letter-reason";
    private static final String ATTEMPTS = "dead-letter-attempts";
    private static final String PARKED_AT = "dead-letter-parked-at";
    private static final String SOURCE = "dead-letter-source";
    private static final String PROPERTIES = "dead-letter-properties";
    private static final String SYSTEM_PROPERTIES = "dead-letter-system-properties";

    /** Types that the client can send as application properties. */
    private static final Set<Class<?>> SENDABLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            UUID.class,
            Date.class);

    private DeadLetterEvents() {}

    static EventData write(DeadLetter letter) {
        EventEnvelope event = letter.event();
        EventData data = new EventData(event.body());
        Map<String, Object> properties = data.getProperties();
        event.properties().forEach((name, value) -> {
            if (value != null && SENDABLE.contains(value.getClass())) {
                properties.put(name, value);
            }
        });
        properties.put(KIND, letter.kind());
        properties.put(WHY, letter.why());
        properties.put(ATTEMPTS, letter.attempts());
        properties.put(PARKED_AT, letter.parkedAt().toString());
        properties.put(SOURCE, event.source());
        // Exactly as they were, for a replay; those above are for people and for routing.
        properties.put(PROPERTIES, DeadLetterJson.writeProperties(event.properties()));
        properties.put(SYSTEM_PROPERTIES, DeadLetterJson.writeProperties(event.systemProperties()));
        if (event.systemProperties().get("content-type") instanceof String contentType) {
            data.setContentType(contentType);
        }
        if (event.systemProperties().get("correlation-id") instanceof String correlationId) {
            data.setCorrelationId(correlationId);
        }
        return data;
    }

    static DeadLetter read(EventData data) {
        EventEnvelope event = new EventEnvelope(
                DeadLetterJson.readProperties(text(data, PROPERTIES)),
                DeadLetterJson.readProperties(text(data, SYSTEM_PROPERTIES)),
                data.getBody(),
                text(data, SOURCE));
        if (!(data.getProperties().get(ATTEMPTS) instanceof Integer attempts)) {
            throw missing(ATTEMPTS);
        }
        return new DeadLetter(event, text(data, KIND), text(data, WHY), attempts, parkedAt(data));
    }

    private static Instant parkedAt(EventData data) {
        try {
            return Instant.parse(text(data, PARKED_AT));
        } catch (DateTimeException e) {
            throw missing(PARKED_AT);
        }
    }

    private static String text(EventData data, String name) {
        if (data.getProperties().get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("this event is no dead letter: it has no good property " + name);
    }
}
