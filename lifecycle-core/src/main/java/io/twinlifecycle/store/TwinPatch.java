package io.twinlifecycle.store;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param value the value to set, JSON as Java's own types, of a whole component maybe with an empty {@code $metadata} as in {@link
     *     NewTwin#contents}; null to remove the property, which must be there
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

    /**
     * What a twin's contents become: a changed copy. For stores that keep a twin as a whole; whether the outcome fits the model, {@link
     * io.twinlifecycle.model.ContentsCheck} says.
     *
     * @throws io.twinlifecycle.LifecycleException of kind {@code STORE_REFUSED} if a change removes what is not there, or sets something
     *     in what is not there or is no object
     */
    public Map<String, Object> applyTo(Map<String, Object> contents) {
        Map<String, Object> changed = contents;
        for (Change change : changes) {
            changed = changed(changed, change, 0);
        }
        return JsonValues.copy(changed);
    }

    private static Map<String, Object> changed(Map<?, ?> object, Change change, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put(String.valueOf(name), value));
        String name = change.path().get(depth);
        if (depth < change.path().size() - 1) {
            if (!(copy.get(name) instanceof Map<?, ?> inner)) {
                throw refused(change, "leads into what is not there or is no object");
            }
            copy.put(name, changed(inner, change, depth + 1));
        } else if (change.value() != null) {
            copy.put(name, change.value());
        } else if (copy.containsKey(name)) {
            copy.remove(name);
        } else {
            throw refused(change, "removes what is not there");
        }
        return JsonValues.copy(copy);
    }

    private static LifecycleException refused(Change change, String why) {
        return LifecycleException.storeRefused(
                "a change of " + Texts.quoted(String.join("/", change.path())) + " " + why, null);
    }

    /** This patch, and then that change. */
    public TwinPatch with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new TwinPatch(more, model);
    }
}
