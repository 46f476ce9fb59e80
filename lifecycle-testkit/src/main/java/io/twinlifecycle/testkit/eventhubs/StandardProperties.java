package io.twinlifecycle.testkit.eventhubs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** The properties that AMQP has a place of its own for, by the names that Event Hubs gives them. */
final class StandardProperties {

    private StandardProperties() {}

    /** Sets one; false if there is no place for it, or not for a value of its type. */
    static boolean set(Properties to, String name, @Nullable Object value) {
        if (value instanceof byte[] bytes && name.equals("user-id")) {
            to.setUserId(new Binary(bytes));
            return true;
        }
        if (!(value instanceof String text)) {
            return false;
        }
        switch (name) {
            case "message-id" -> to.setMessageId(text);
            case "user-id" -> to.setUserId(new Binary(text.getBytes(StandardCharsets.UTF_8)));
            case "to" -> to.setTo(text);
            case "subject" -> to.setSubject(text);
            case "reply-to" -> to.setReplyTo(text);
            case "correlation-id" -> to.setCorrelationId(text);
            case "content-type" -> to.setContentType(Symbol.valueOf(text));
            case "content-encoding" -> to.setContentEncoding(Symbol.valueOf(text));
            case "group-id" -> to.setGroupId(text);
            case "reply-to-group-id" -> to.setReplyToGroupId(text);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** All that are set; the others are null. */
    static Map<String, @Nullable Object> get(Properties from) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("message-id", from.getMessageId());
        values.put("user-id", from.getUserId());
        values.put("to", from.getTo());
        values.put("subject", from.getSubject());
        values.put("reply-to", from.getReplyTo());
        values.put("correlation-id", from.getCorrelationId());
        values.put("content-type", from.getContentType());
        values.put("content-encoding", from.getContentEncoding());
        values.put("absolute-expiry-time", from.getAbsoluteExpiryTime());
        values.put("creation-time", from.getCreationTime());
        values.put("group-id", from.getGroupId());
        values.put("group-sequence", from.getGroupSequence());
        values.put("reply-to-group-id", from.getReplyToGroupId());
        return values;
    }
}
