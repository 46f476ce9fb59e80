package io.twinlifecycle.testkit.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A reader of JSON that has nothing in common with those under test but its library. */
public final class FuzzedJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectReader READER = MAPPER.reader();

    private FuzzedJson() {}

    /** What the bytes say; empty if they are no JSON. */
    public static Optional<JsonNode> read(byte[] json) {
        try {
            JsonNode node = READER.readTree(json);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException | NumberFormatException e) { // an exponent of a hundred digits is the latter
            return Optional.empty();
        }
    }

    /** The same value in the library's own spelling; empty if it has half a surrogate pair, which UTF-8 cannot hold. */
    public static Optional<byte[]> write(JsonNode node) {
        try {
            return Optional.of(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** An answer of ours, which must be JSON. */
    public static JsonNode answer(byte[] json) {
        return read(json).orElseThrow(() -> new IllegalStateException("broken: an answer is no JSON"));
    }

    /** An object as Java's own types. */
    @SuppressWarnings("unchecked") // JSON objects have texts as keys
    public static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, Map.class);
    }
}
