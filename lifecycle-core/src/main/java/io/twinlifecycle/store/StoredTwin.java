package io.twinlifecycle.store;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import java.util.Map;
import java.util.Objects;

/**
 * A twin as its store has it.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no property.
 *
 * @param id its id
 * @param model its model
 * @param etag its version
 * @param contents its properties and components by name, a component being a {@code Map} of its properties; nothing whose name starts
 *     with {@code $}. JSON as Java's own types
 */
public record StoredTwin(TwinId id, ModelId model, ETag etag, Map<String, Object> contents) {

    /** Checks and copies. */
    public StoredTwin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(etag, "etag");
        contents = JsonValues.copy(contents);
    }

    @Override
    public String toString() {
        return "StoredTwin[" + id + ", " + model + ", " + etag + "]";
    }
}
