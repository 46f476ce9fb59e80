package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.eventhubs.MessageCodec.Incoming;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** Events as the project's own values, to and from AMQP messages. Not safe for use by many threads. */
final class EnvelopeCodec {

    /** The store gives these; what an envelope says of them is left out. */
    private static final Set<Symbol> GIVEN =
            Set.of(MessageCodec.SEQUENCE_NUMBER, MessageCodec.OFFSET, MessageCodec.ENQUEUED_TIME);

    private final MessageCodec codec = new MessageCodec();

    byte[] stamped(Incoming message, StoredMessage.Stamp stamp) {
        return codec.stamped(message, stamp);
    }

    /**
     * An envelope as a message: system properties that AMQP has a place for go there, all others become annotations.
     *
     * @throws IllegalArgumentException if AMQP cannot carry a value
     */
    Incoming write(EventEnvelope event) {
        Map<Symbol, Object> annotations = new LinkedHashMap<>();
        Properties properties = new Properties();
        event.systemProperties().forEach((name, value) -> {
            if (!StandardProperties.set(properties, name, value) && !GIVEN.contains(Symbol.valueOf(name))) {
                annotations.put(Symbol.valueOf(name), AmqpValues.toAmqp(name, value));
            }
        });
        Map<String, Object> own = new LinkedHashMap<>();
        event.properties().forEach((name, value) -> own.put(name, AmqpValues.toAmqp(name, value)));
        byte[] bare = codec.encode(properties, new ApplicationProperties(own), new Data(new Binary(event.body())));
        return new Incoming(annotations, bare);
    }

    /** A stored message as an event. */
    StoredEvent read(String hub, StoredMessage stored) {
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Object> system = new LinkedHashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Object section : codec.sections(stored.wire())) {
            if (section instanceof MessageAnnotations annotations) {
                annotations.getValue().forEach((name, value) -> put(system, name.toString(), value));
            } else if (section instanceof Properties properties) {
                StandardProperties.get(properties).forEach((name, value) -> put(system, name, value));
            } else if (section instanceof ApplicationProperties properties && properties.getValue() != null) {
                properties.getValue().forEach((name, value) -> put(own, name, value));
            } else if (section instanceof Data data) {
                body.writeBytes(MessageCodec.bytes(data.getValue()));
            } else if (section instanceof AmqpValue value && value.getValue() instanceof String text) {
                body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        StoredMessage.Stamp stamp = stored.stamp();
        String source = hub + "/" + stamp.partition() + "@" + stamp.sequence();
        return new StoredEvent(
                stamp.partition(),
                stamp.sequence(),
                String.valueOf(stamp.offset()),
                stamp.enqueued(),
                Optional.ofNullable(system.get(MessageCodec.PARTITION_KEY.toString()))
                        .map(String::valueOf),
                new EventEnvelope(own, system, body.toByteArray(), source));
    }

    List<StoredEvent> readAll(String hub, List<StoredMessage> stored) {
        return stored.stream().map(message -> read(hub, message)).toList();
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, AmqpValues.fromAmqp(value));
        }
    }
}
