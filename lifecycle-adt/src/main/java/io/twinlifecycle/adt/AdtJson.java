package io.twinlifecycle.adt;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.models.JsonPatchDocument;
import com.azure.digitaltwins.core.models.DigitalTwinsResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our values as the service's JSON, and back. Bodies of requests go to the SDK as maps, because it sends a {@code String} as one quoted
 * JSON text and writes the big numbers of a {@code BasicDigitalTwin} as texts (both seen with 1.5.0).
 */
final class AdtJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String METADATA = "$metadata";
    private static final String MODEL = "$model";
    private static final String ETAG = "$etag";

    private AdtJson() {}

    /** The body of a new twin. Each of these components gets a {@code $metadata}, as the SDK's own types give it. */
    static Map<String, Object> body(NewTwin twin, Set<String> components) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(METADATA, Map.of(MODEL, twin.model().value()));
        twin.contents().forEach((name, value) -> {
            if (components.contains(name) && value instanceof Map<?, ?> component) {
                Map<Object, Object> marked = new LinkedHashMap<>();
                marked.put(METADATA, Map.of());
                marked.putAll(component);
                body.put(name, marked);
            } else if (!isSystem(name)) {
                body.put(name, value);
            }
        });
        return body;
    }

    static Map<String, Object> body(Relationship relationship) {
        Map<String, Object> body = new LinkedHashMap<>();
        relationship.properties().forEach((name, value) -> {
            if (!isSystem(name)) {
                body.put(name, value);
            }
        });
        body.put("$relationshipName", relationship.name());
        body.put("$targetId", relationship.target().value());
        return body;
    }

    /** {@code add} sets what is there and what is not; {@code replace} fails on a property that was never set. */
    static JsonPatchDocument patch(TwinPatch patch) {
        JsonPatchDocument document = new JsonPatchDocument();
        patch.model().ifPresent(model -> document.appendReplaceRaw("/" + METADATA + "/" + MODEL, write(model.value())));
        for (TwinPatch.Change change : patch.changes()) {
            Object value = change.value();
            if (value == null) {
                document.appendRemove(pointer(change.path()));
            } else {
                document.appendAddRaw(pointer(change.path()), write(value));
            }
        }
        return document;
    }

    static StoredTwin twin(TwinId id, DigitalTwinsResponse<String> answer) {
        Map<String, Object> body = read(answer.getValue());
        if (!(body.remove(METADATA) instanceof Map<?, ?> metadata)) {
            throw unreadable(METADATA, null);
        }
        // The body first: servers and proxies that compress put a mark of their own into the header's.
        String header = answer.getHeaders().getValue(HttpHeaderName.ETAG);
        String etag = header == null || body.containsKey(ETAG) ? text(body, ETAG) : header;
        ModelId model = new ModelId(text(metadata, MODEL));
        return new StoredTwin(id, model, new ETag(etag), withoutSystem(body, 2));
    }

    static Relationship relationship(TwinId source, String json) {
        Map<String, Object> body = read(json);
        RelationshipRef ref = new RelationshipRef(source, text(body, "$relationshipId"));
        TwinId target = new TwinId(text(body, "$targetId"));
        return new Relationship(ref, text(body, "$relationshipName"), target, withoutSystem(body, 1));
    }

    /** A JSON pointer (RFC 6901). */
    private static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    private static Map<String, Object> withoutSystem(Map<?, ?> json, int levels) {
        Map<String, Object> own = new LinkedHashMap<>();
        json.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!isSystem(name)) {
                own.put(
                        name,
                        levels > 1 && value instanceof Map<?, ?> inner ? withoutSystem(inner, levels - 1) : value);
            }
        });
        return own;
    }

    private static boolean isSystem(String name) {
        return name.startsWith("$");
    }

    private static String text(Map<?, ?> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw unreadable(name, null);
    }

    private static Map<String, Object> read(@Nullable String json) {
        try {
            @Nullable Map<String, Object> object = json == null ? null : MAPPER.readValue(json, OBJECT);
            if (object == null) { // no body, or the body null
                throw unreadable("a JSON object", null);
            }
            return object;
        } catch (JsonProcessingException e) {
            throw unreadable("a JSON object", e);
        }
    }

    private static String write(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("values must be JSON as Java's own types", e);
        }
    }

    private static IllegalStateException unreadable(String missing, @Nullable Throwable cause) {
        return new IllegalStateException("the answer lacks " + missing, cause);
    }
}
