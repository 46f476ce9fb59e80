package io.twinlifecycle.store;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.TwinId;
import java.util.Map;
import java.util.Objects;

/**
 * A relationship from one twin to another.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no property.
 *
 * @param ref where it starts, and its id
 * @param name its name in the model, such as {@code contains}
 * @param target where it ends
 * @param properties its properties, JSON as Java's own types; nothing whose name starts with {@code $}
 */
public record Relationship(RelationshipRef ref, String name, TwinId target, Map<String, Object> properties) {

    /** Checks and copies. */
    public Relationship {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        properties = JsonValues.copy(properties);
    }

    @Override
    public String toString() {
        return "Relationship[" + ref + " " + name + " " + target + "]";
    }
}
