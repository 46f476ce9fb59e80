package io.twinlifecycle.testkit.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that patch operations are applied to. Not safe for use by many threads. */
final class JsonTree {

    private final Map<String, @Nullable Object> root;

    JsonTree(Map<String, Object> json) {
        root = thaw(json);
    }

    /** Applies an operation, or throws {@link ErrorCode#JSON_PATCH_INVALID} if its path leads nowhere. */
    void apply(PatchOperation operation) {
        List<String> path = operation.path();
        Map<String, @Nullable Object> parent = root;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = child(parent, name, operation);
        }
        String last = path.get(path.size() - 1);
        if (operation.kind() != PatchOperation.Kind.ADD && !parent.containsKey(last)) {
            throw notFound(operation);
        }
        if (operation.kind() == PatchOperation.Kind.REMOVE) {
            parent.remove(last);
        } else {
            parent.put(last, thawValue(operation.value()));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a JSON null is a value of the map
    Map<String, Object> json() {
        return (Map) root;
    }

    @SuppressWarnings("unchecked") // thaw made it
    private static Map<String, @Nullable Object> child(
            Map<String, @Nullable Object> parent, String name, PatchOperation operation) {
        if (parent.get(name) instanceof Map<?, ?> child) {
            return (Map<String, @Nullable Object>) child;
        }
        throw notFound(operation);
    }

    private static TwinGraphException notFound(PatchOperation operation) {
        return TwinGraphException.invalidPatch(operation.pointer() + " was not found.");
    }

    private static @Nullable Object thawValue(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? thaw(map) : value;
    }

    private static Map<String, @Nullable Object> thaw(Map<?, ?> json) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        json.forEach((name, value) -> copy.put(String.valueOf(name), thawValue(value)));
        return copy;
    }
}
