package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.TwinId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A relationship of the graph at one moment.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no property.
 *
 * @param source where it starts
 * @param id its id, unique among those that start there
 * @param etag its version
 * @param name its name in the source's model
 * @param target where it ends
 * @param properties its properties, JSON as Java's own types
 */
public record GraphRelationship(
        TwinId source, String id, String etag, String name, TwinId target, Map<String, Object> properties) {

    /** Checks and copies. */
    public GraphRelationship {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        properties = JsonValues.copy(properties);
    }

    /** The relationship as the service writes it. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$relationshipId", id);
        document.put("$etag", etag);
        document.put("$sourceId", source.value());
        document.put("$relationshipName", name);
        document.put("$targetId", target.value());
        document.putAll(properties);
        return document;
    }

    @Override
    public String toString() {
        return "GraphRelationship[" + source + "/" + id + " " + name + " " + target + "]";
    }
}
