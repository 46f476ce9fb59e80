package io.twinlifecycle.eventhubs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Dead letters as JSON objects on one line of ASCII, from which they come back exactly. */
final class DeadLetterJson {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private DeadLetterJson() {}

    /** A letter's line, without its end. */
    static String write(DeadLetter letter) {
        EventEnvelope event = letter.event();
        ObjectNode node = JSON.createObjectNode()
                .put("parkedAt", letter.parkedAt().toString())
                .put("kind", letter.kind())
                .put("why", letter.why())
                .put("attempts", letter.attempts())
                .put("source", event.source())
                .put("body", Base64.getEncoder().encodeToString(event.body()));
        node.set("properties", TypedValues.writeAll(event.properties()));
        node.set("systemProperties", TypedValues.writeAll(event.systemProperties()));
        return text(node);
    }

    /**
     * The letter of a line.
     *
     * @throws IllegalArgumentException if the line holds no letter
     */
    static DeadLetter read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            EventEnvelope event = new EventEnvelope(
                    TypedValues.readAll(node.required("properties")),
                    TypedValues.readAll(node.required("systemProperties")),
                    Base64.getDecoder().decode(node.required("body").asText()),
                    node.required("source").asText());
            return new DeadLetter(
                    event,
                    node.required("kind").asText(),
                    node.required("why").asText(),
                    node.required("attempts").asInt(),
                    Instant.parse(node.required("parkedAt").asText()));
        } catch (JsonProcessingException | RuntimeException e) {
            // Neither cause nor line goes on: both show what was in the event.
            throw new IllegalArgumentException(
                    "this is no dead letter: " + e.getClass().getSimpleName());
        }
    }

    /** The properties of an envelope, with their types. */
    static String writeProperties(Map<String, Object> properties) {
        return text(TypedValues.writeAll(properties));
    }

    /**
     * The properties of an envelope.
     *
     * @throws IllegalArgumentException if the text holds none
     */
    static Map<String, Object> readProperties(String text) {
        try {
            return TypedValues.readAll(JSON.readTree(text));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "these are no properties: " + e.getClass().getSimpleName());
        }
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }
}
