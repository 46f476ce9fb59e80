package io.twinlifecycle.eventhubs;

import com.azure.core.amqp.models.AmqpAnnotatedMessage;
import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.core.amqp.models.AmqpMessageProperties;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.PartitionContext;
import io.twinlifecycle.events.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Event Hubs' events as envelopes. Everything is read from the AMQP message itself: the client's own map of system properties shows a
 * content encoding as expiry time (azure-messaging-eventhubs 5.21.3). No event makes this throw, since an event that cannot even become
 * an envelope could not be parked and would block its partition.
 */
final class Envelopes {

    static final String SEQUENCE_NUMBER = "x-opt-sequence-number";
    static final String OFFSET = "x-opt-offset";

    private Envelopes() {}

    static EventEnvelope of(PartitionContext partition, EventData event) {
        AmqpAnnotatedMessage message = event.getRawAmqpMessage();
        Map<String, Object> properties = new LinkedHashMap<>();
        event.getProperties().forEach((name, value) -> put(properties, name, value));
        return new EventEnvelope(properties, systemProperties(message), body(message), source(partition, message));
    }

    /** The sequence number in its partition; null if the event did not come from Event Hubs. */
    static @Nullable Long sequence(EventData event) {
        return event.getRawAmqpMessage().getMessageAnnotations().get(SEQUENCE_NUMBER) instanceof Long number
                ? number
                : null;
    }

    /** The offset in its partition; null if the event did not come from Event Hubs. */
    static @Nullable String offset(EventData event) {
        return event.getRawAmqpMessage().getMessageAnnotations().get(OFFSET) instanceof String offset ? offset : null;
    }

    private static Map<String, Object> systemProperties(AmqpAnnotatedMessage message) {
        Map<String, Object> system = new LinkedHashMap<>();
        AmqpMessageProperties standard = message.getProperties();
        putText(system, "message-id", standard.getMessageId());
        if (standard.getUserId() != null && standard.getUserId().length > 0) {
            put(system, "user-id", standard.getUserId());
        }
        putText(system, "to", standard.getTo());
        putText(system, "subject", standard.getSubject());
        putText(system, "reply-to", standard.getReplyTo());
        putText(system, "correlation-id", standard.getCorrelationId());
        putText(system, "content-type", standard.getContentType());
        putText(system, "content-encoding", standard.getContentEncoding());
        put(system, "absolute-expiry-time", standard.getAbsoluteExpiryTime());
        put(system, "creation-time", standard.getCreationTime());
        putText(system, "group-id", standard.getGroupId());
        put(system, "group-sequence", standard.getGroupSequence());
        putText(system, "reply-to-group-id", standard.getReplyToGroupId());
        message.getMessageAnnotations().forEach((name, value) -> put(system, name, value));
        return system;
    }

    private static void putText(Map<String, Object> to, String name, @Nullable Object value) {
        put(to, name, value == null ? null : value.toString());
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        Object plain = PlainValues.plain(value);
        if (plain != null) {
            to.put(name, plain);
        }
    }

    private static byte[] body(AmqpAnnotatedMessage message) {
        AmqpMessageBody body = message.getBody();
        if (body.getBodyType() == AmqpMessageBodyType.DATA) {
            byte[] data = body.getFirstData();
            return data == null ? new byte[0] : data;
        }
        return body.getBodyType() == AmqpMessageBodyType.VALUE && body.getValue() instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private static String source(PartitionContext partition, AmqpAnnotatedMessage message) {
        return partition.getEventHubName() + "/" + partition.getPartitionId() + "@"
                + message.getMessageAnnotations().getOrDefault(SEQUENCE_NUMBER, "?");
    }
}
