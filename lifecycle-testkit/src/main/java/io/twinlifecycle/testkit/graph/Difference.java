package io.twinlifecycle.testkit.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Patches as events show them: each operation with its value, path and kind. */
final class Difference {

    private Difference() {}

    /** The patch that a client sent. */
    static List<Map<String, Object>> of(List<PatchOperation> operations) {
        return operations.stream()
                .map(operation -> operation(operation.kind(), operation.pointer(), operation.value()))
                .toList();
    }

    /** What a client has replaced, as a patch of what is at the top. */
    static List<Map<String, Object>> between(Map<String, Object> before, Map<String, Object> after) {
        List<Map<String, Object>> patch = new ArrayList<>();
        before.forEach((name, value) -> {
            if (!after.containsKey(name)) {
                patch.add(operation(PatchOperation.Kind.REMOVE, "/" + name, null));
            }
        });
        after.forEach((name, value) -> {
            boolean isNew = !before.containsKey(name);
            if (isNew || !Objects.equals(before.get(name), value)) {
                patch.add(operation(isNew ? PatchOperation.Kind.ADD : PatchOperation.Kind.REPLACE, "/" + name, value));
            }
        });
        return patch;
    }

    private static Map<String, Object> operation(PatchOperation.Kind kind, String path, @Nullable Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        if (value != null) {
            operation.put("value", value);
        }
        operation.put("path", path);
        operation.put("op", kind.wireName());
        return operation;
    }
}
