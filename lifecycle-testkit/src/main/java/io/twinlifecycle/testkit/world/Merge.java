package io.twinlifecycle.testkit.world;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How IoT Hub takes a change of a twin: objects are merged, null removes, anything else replaces. */
final class Merge {

    private Merge() {}

    static Map<String, Object> of(Map<String, Object> old, Map<String, Object> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(old);
        for (Map.Entry<String, ? extends @Nullable Object> change : patch.entrySet()) {
            Map<String, Object> inner = Json.asObject(change.getValue());
            if (change.getValue() == null) {
                merged.remove(change.getKey());
            } else if (inner != null) {
                Map<String, Object> below = Json.asObject(merged.get(change.getKey()));
                merged.put(change.getKey(), of(below == null ? Map.of() : below, inner));
            } else {
                merged.put(change.getKey(), change.getValue());
            }
        }
        return JsonValues.copy(merged);
    }
}
