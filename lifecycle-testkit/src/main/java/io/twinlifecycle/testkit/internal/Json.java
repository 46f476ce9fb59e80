package io.twinlifecycle.testkit.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinlifecycle.JsonValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON to Java's own types and back. Whole numbers stay whole. Safe for use by many threads. */
public final class Json {

    private static final int MAX_DEPTH = 64;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The value that a text is, unmodifiable.
     *
     * @throws IllegalArgumentException if it is no JSON, nests deeper than {@value #MAX_DEPTH}, or has a number that no double can hold
     */
    public static @Nullable Object parse(byte[] json) {
        try {
            Object value = MAPPER.readValue(json, Object.class);
            requireFinite(value);
            return JsonValues.copyValue(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) { // from memory, so it can only be about characters
            throw new IllegalArgumentException("not JSON: its characters are in no encoding", e);
        }
    }

    /** A value as UTF-8 text. */
    public static byte[] bytes(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A value as text on several lines, the same on every machine. */
    public static String pretty(Object value) {
        try {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return MAPPER.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(lines)
                                    .withArrayIndenter(lines))
                            .writeValueAsString(value)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The value as an object, if it is one. */
    @SuppressWarnings("unchecked") // every object that this class or JsonValues makes has texts as keys
    public static @Nullable Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }

    /**
     * Passes values that can be stored.
     *
     * @throws IllegalArgumentException if there is a number that no double can hold
     */
    public static void requireFinite(@Nullable Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("not JSON that can be stored: a number is too large for a double");
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Json::requireFinite);
        } else if (value instanceof List<?> list) {
            list.forEach(Json::requireFinite);
        }
    }
}
