package io.twinlifecycle.store;

import io.twinlifecycle.TwinId;
import java.util.Objects;

/**
 * Names a relationship: its id is unique among those that start at the same twin.
 *
 * @param source the twin at which it starts
 * @param id its id
 */
public record RelationshipRef(TwinId source, String id) {
    /** Checks that both are there. */
    public RelationshipRef {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return source + "/" + id;
    }
}
