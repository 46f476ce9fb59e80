package io.twinlifecycle.testkit.internal.mqtt;

import io.twinlifecycle.testkit.internal.Percent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two parts of topics such as {@code $iothub/twin/GET/?$rid=1}.
 *
 * @param path what is before the question mark
 * @param values what is behind it, as the client encoded it
 */
public record TopicQuery(String path, Map<String, String> values) {

    /** Takes a topic apart; without a question mark it has no values. */
    public static TopicQuery of(String topic) {
        int mark = topic.indexOf('?');
        return mark < 0
                ? new TopicQuery(topic, Map.of())
                : new TopicQuery(topic.substring(0, mark), pairs(topic.substring(mark + 1)));
    }

    /** The pairs of {@code a=1&b=2}, not decoded; one without an equals sign has an empty value. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                pairs.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return pairs;
    }

    /**
     * The same decoded, as a property bag is.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hex digits, or the bytes are no UTF-8
     */
    public static Map<String, String> decoded(String text) {
        Map<String, String> decoded = new LinkedHashMap<>();
        pairs(text).forEach((name, value) -> decoded.put(Percent.decode(name), Percent.decode(value)));
        return decoded;
    }

    /** The request's id, which an answer repeats as it came. */
    public Optional<String> requestId() {
        return Optional.ofNullable(values.get("$rid")).filter(id -> !id.isEmpty());
    }
}
