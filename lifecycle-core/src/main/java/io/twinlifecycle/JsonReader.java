package io.twinlifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * Reads foreign JSON within bounds, so that no body can exhaust memory or stack.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class JsonReader {

    private final int maxBytes;
    private final ObjectReader reader;

    /**
     * A reader with these bounds.
     *
     * @param maxBytes the largest document, in bytes
     * @param maxDepth the deepest nesting of objects and arrays
     * @param maxTextLength the longest text, in characters
     */
    public JsonReader(int maxBytes, int maxDepth, int maxTextLength) {
        this.maxBytes = maxBytes;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxTextLength)
                        .maxNameLength(Math.min(maxTextLength, 1_024))
                        .maxNumberLength(100)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        ObjectMapper mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        this.reader = mapper.readerFor(Map.class);
    }

    /** The largest document that it reads, in bytes. */
    public int maxBytes() {
        return maxBytes;
    }

    /**
     * Reads a JSON object as Java's own types.
     *
     * @throws UnreadableJson if the bytes are too many or are no JSON object within the bounds; its message says where and never quotes
     *     the document
     */
    public Map<String, Object> readObject(byte[] json) throws UnreadableJson {
        if (json.length > maxBytes) {
            throw new UnreadableJson("it has " + json.length + " bytes, and at most " + maxBytes + " are read", true);
        }
        try (JsonParser parser = reader.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableJson(parser.currentToken() == null ? "it is empty" : "it is no JSON object", false);
            }
            return reader.readValue(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation(); // a bound that is exceeded comes without
            throw new UnreadableJson(
                    at == null
                            ? "it nests too deep, or has a name, text or number that is too long"
                            : "it is no well-formed JSON, see line " + at.getLineNr() + ", column " + at.getColumnNr(),
                    false);
        } catch (IOException e) {
            throw new UnreadableJson("its characters are not UTF-8", false);
        }
    }

    /** The bytes are no JSON object within the bounds. */
    public static final class UnreadableJson extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean tooLarge;

        UnreadableJson(String message, boolean tooLarge) {
            super(message);
            this.tooLarge = tooLarge;
        }

        /** Says whether there were too many bytes. */
        public boolean isTooLarge() {
            return tooLarge;
        }
    }
}
