package io.twinlifecycle.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interfaces at hand: those that were given as text, each parsed when it is first needed, and those that they declare inline. */
final class Definitions {

    /** The language's and the service's limit for one model. */
    static final int MAX_LENGTH = 1024 * 1024;

    /** A valid definition nests far less; this keeps every recursion over it shallow. */
    private static final int MAX_NESTING = 128;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(100)
                            .maxStringLength(MAX_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final Map<ModelId, String> texts;
    private final Map<ModelId, JsonNode> parsed = new HashMap<>();
    private final Map<ModelId, JsonNode> inline = new HashMap<>();

    Definitions(Map<ModelId, String> texts) {
        this.texts = texts;
    }

    /**
     * The definition of an interface.
     *
     * @param neededBy the interface that refers to it, or itself
     */
    JsonNode get(ModelId id, ModelId neededBy) {
        JsonNode known = parsed.get(id);
        if (known != null) {
            return known;
        }
        String text = texts.get(id);
        JsonNode node = text == null ? inline.get(id) : parse(id, text);
        if (node == null) {
            String whoNeedsIt = id.equals(neededBy) ? "" : ", which " + neededBy + " extends or has as a component";
            throw new IllegalArgumentException("the definition of model " + id + whoNeedsIt + ", is missing");
        }
        parsed.put(id, node);
        registerInline(id, node);
        return node;
    }

    /** The id that a definition says it has. */
    static ModelId declaredId(String text) {
        String id;
        try {
            id = text.length() > MAX_LENGTH
                    ? ""
                    : JSON.readTree(text).path("@id").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a model's definition is no JSON", e);
        }
        if (!ModelId.isValid(id)) {
            throw new IllegalArgumentException("a model's definition has no valid @id, but " + Texts.quoted(id));
        }
        return new ModelId(id);
    }

    private static JsonNode parse(ModelId id, String text) {
        if (text.length() > MAX_LENGTH) {
            throw Dtdl.unreadable(
                    id, "its definition has " + text.length() + " characters, and DTDL allows " + MAX_LENGTH);
        }
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("model " + id + " cannot be read: its definition is no JSON", e);
        }
        if (!Dtdl.isA(node, "Interface")) {
            throw Dtdl.unreadable(id, "its definition must be a JSON object whose @type is Interface");
        }
        if (!hasContext(node)) {
            throw Dtdl.unreadable(id, "its @context must name DTDL, such as dtmi:dtdl:context;3");
        }
        String declared = node.path("@id").asText();
        if (!declared.equals(id.value())) {
            throw Dtdl.unreadable(id, "the @id of its definition is " + Texts.quoted(declared));
        }
        return node;
    }

    private static boolean hasContext(JsonNode node) {
        for (JsonNode context : Dtdl.items(node.path("@context"))) {
            if (context.asText().startsWith("dtmi:dtdl:context;")) {
                return true;
            }
        }
        return false;
    }

    private void registerInline(ModelId owner, JsonNode node) {
        for (JsonNode base : Dtdl.items(node.path("extends"))) {
            registerIfInterface(owner, base);
        }
        for (JsonNode element : Dtdl.items(node.path("contents"))) {
            if (Dtdl.isA(element, "Component")) {
                registerIfInterface(owner, element.path("schema"));
            }
        }
    }

    private void registerIfInterface(ModelId owner, JsonNode candidate) {
        if (Dtdl.isA(candidate, "Interface")) {
            inline.putIfAbsent(referredTo(owner, candidate), candidate);
            registerInline(owner, candidate);
        }
    }

    /** The id of an interface that is named, or declared inline. */
    static ModelId referredTo(ModelId owner, JsonNode reference) {
        @Nullable String id = (reference.isObject() ? reference.path("@id") : reference).textValue();
        if (id == null || !ModelId.isValid(id)) {
            String found = id == null ? "none" : Texts.quoted(id);
            throw Dtdl.unreadable(
                    owner, "what it extends or has as a component must have an interface's id, but has " + found);
        }
        return new ModelId(id);
    }
}
