package io.twinlifecycle.store;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import java.util.Map;
import java.util.Objects;

/**
 * A twin to be created.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no property.
 *
 * @param id its id
 * @param model its model
 * @param contents properties and components by name, a component being a {@code Map} of its properties, empty or not; every component
 *     that the model declares is there, maybe with an empty {@code $metadata}, which Azure Digital Twins wants and other stores drop. JSON
 *     as Java's own types
 */
public record NewTwin(TwinId id, ModelId model, Map<String, Object> contents) {

    /** Checks and copies. */
    public NewTwin {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(model, "model");
        contents = JsonValues.copy(contents);
    }

    @Override
    public String toString() {
        return "NewTwin[" + id + ", " + model + "]";
    }
}
