package io.twinlifecycle.store;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes to one twin, made all or none.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param changes what to set and remove, in order
 * @param model the model that the twin shall have from now on; empty to leave it
 */
public record TwinPatch(List<Change> changes, Optional<ModelId> model) {

    /**
     * One change.
     *
     * @param path names from the twin down: one for a property, two for a component's property
     * @param value the value to set, JSON as Java's own types; null to remove the property, which must be there
     */
    public record Change(List<String> path, @Nullable Object value) {
        /** Checks and copies. */
        public Change {
            path = List.copyOf(path);
            if (path.isEmpty()) {
                throw new IllegalArgumentException("a change needs a path");
            }
            value = JsonValues.copyValue(value);
        }
    }

    /** Checks and copies. */
    public TwinPatch {
        changes = List.copyOf(changes);
        Objects.requireNonNull(model, "model");
    }

    /** A patch that changes nothing. */
    public static TwinPatch empty() {
        return new TwinPatch(List.of(), Optional.empty());
    }

    /** This patch, and then that value at that path. */
    public TwinPatch set(List<String> path, Object value) {
        return with(new Change(path, Objects.requireNonNull(value, "value")));
    }

    /** This patch, and then that property removed; it must be there. */
    public TwinPatch remove(List<String> path) {
        return with(new Change(path, null));
    }

    /** This patch, with another model. */
    public TwinPatch withModel(ModelId newModel) {
        return new TwinPatch(changes, Optional.of(newModel));
    }

    /** Says whether it changes nothing. */
    public boolean isEmpty() {
        return changes.isEmpty() && model.isEmpty();
    }

    /** This patch, and then that change. */
    public TwinPatch with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new TwinPatch(more, model);
    }
}
