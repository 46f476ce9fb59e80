package io.twinlifecycle.eventhubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Property values as JSON that keeps their types. Texts, booleans and null are themselves; anything else is an object whose one name is
 * the type, such as {@code {"long":"42"}}. What has no type here is kept as the text it prints, and comes back as that.
 */
final class TypedValues {

    private record Codec<T>(String tag, Class<T> type, Function<T, String> write, Function<String, T> read) {
        String text(Object value) {
            return write.apply(type.cast(value));
        }
    }

    private static final List<Codec<?>> CODECS = List.of(
            new Codec<>("byte", Byte.class, String::valueOf, Byte::valueOf),
            new Codec<>("short", Short.class, String::valueOf, Short::valueOf),
            new Codec<>("int", Integer.class, String::valueOf, Integer::valueOf),
            new Codec<>("long", Long.class, String::valueOf, Long::valueOf),
            new Codec<>("float", Float.class, String::valueOf, Float::valueOf),
            new Codec<>("double", Double.class, String::valueOf, Double::valueOf),
            new Codec<>("char", Character.class, String::valueOf, text -> text.charAt(0)),
            new Codec<>("integer", BigInteger.class, String::valueOf, BigInteger::new),
            new Codec<>("decimal", BigDecimal.class, String::valueOf, BigDecimal::new),
            new Codec<>("uuid", UUID.class, UUID::toString, UUID::fromString),
            new Codec<>("instant", Instant.class, Instant::toString, Instant::parse),
            new Codec<>("dateTime", OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse),
            new Codec<>(
                    "date", Date.class, date -> date.toInstant().toString(), text -> Date.from(Instant.parse(text))),
            new Codec<>(
                    "bytes",
                    byte[].class,
                    TypedValues::base64,
                    text -> Base64.getDecoder().decode(text)));

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TypedValues() {}

    static ObjectNode writeAll(Map<?, ?> values) {
        ObjectNode node = JSON.objectNode();
        values.forEach((name, value) -> node.set(String.valueOf(name), write(value)));
        return node;
    }

    static Map<String, Object> readAll(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(field -> put(values, field.getKey(), read(field.getValue())));
        return values;
    }

    private static JsonNode write(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof String text) {
            return JSON.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return JSON.booleanNode(bool);
        }
        if (value instanceof Map<?, ?> map) {
            return JSON.objectNode().set("map", writeAll(map));
        }
        if (value instanceof List<?> list) {
            ArrayNode items = JSON.arrayNode();
            list.forEach(item -> items.add(write(item)));
            return JSON.objectNode().set("list", items);
        }
        for (Codec<?> codec : CODECS) {
            if (codec.type() == value.getClass()) {
                return JSON.objectNode().put(codec.tag(), codec.text(value));
            }
        }
        return JSON.textNode(String.valueOf(value));
    }

    private static @Nullable Object read(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (!node.isObject() || node.size() != 1) {
            throw new IllegalArgumentException("a value must be text, boolean, null, or an object with its type");
        }
        String tag = node.fieldNames().next();
        JsonNode content = Objects.requireNonNull(node.get(tag));
        if (tag.equals("map")) {
            return readAll(content);
        }
        if (tag.equals("list")) {
            List<@Nullable Object> items = new ArrayList<>();
            content.forEach(item -> items.add(read(item)));
            return items;
        }
        for (Codec<?> codec : CODECS) {
            if (codec.tag().equals(tag) && content.isTextual()) {
                return codec.read().apply(content.textValue());
            }
        }
        throw new IllegalArgumentException("there is no type " + tag);
    }

    @SuppressWarnings("NullAway") // a property may be null, as in the envelope it came from
    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        values.put(name, value);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
