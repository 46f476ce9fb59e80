package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import java.util.Map;
import java.util.Objects;

/**
 * A twin of the graph at one moment.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no property.
 *
 * @param id its id
 * @param model its model
 * @param etag its version
 * @param contents its properties and components by name, without metadata; JSON as Java's own types
 * @param times when what was written
 */
public record GraphTwin(TwinId id, ModelId model, String etag, Map<String, Object> contents, TwinTimes times) {

    /** Checks and copies. */
    public GraphTwin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(etag, "etag");
        contents = JsonValues.copy(contents);
        Objects.requireNonNull(times, "times");
    }

    /** The twin as the service writes it, with {@code $dtId}, {@code $etag} and {@code $metadata}. */
    public Map<String, Object> document() {
        return TwinDocument.of(this);
    }

    /** A component as the service writes it, with its {@code $metadata}, or {@link ErrorCode#COMPONENT_NOT_FOUND}. */
    public Map<String, Object> component(String name) {
        if (!times.components().containsKey(name)) {
            throw new TwinGraphException(
                    ErrorCode.COMPONENT_NOT_FOUND, "The digital twin " + id + " does not have component " + name);
        }
        return TwinDocument.component(this, name);
    }

    @Override
    public String toString() {
        return "GraphTwin[" + id + ", " + model + ", " + etag + "]";
    }
}
