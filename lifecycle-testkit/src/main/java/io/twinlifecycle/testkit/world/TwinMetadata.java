package io.twinlifecycle.testkit.world;

import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When each property of a twin was changed last. The tree is that of the properties, with a stamp in every node. */
final class TwinMetadata {

    private TwinMetadata() {}

    /**
     * The metadata after a change.
     *
     * @param patch as in {@link Merge}
     * @param stamp what is written into each node that changes, such as {@code $lastUpdated}
     */
    static Map<String, Object> of(Map<String, Object> old, Map<String, Object> patch, Map<String, Object> stamp) {
        Map<String, Object> changed = new LinkedHashMap<>(old);
        changed.putAll(stamp);
        for (Map.Entry<String, ? extends @Nullable Object> change : patch.entrySet()) {
            Map<String, Object> inner = Json.asObject(change.getValue());
            if (change.getValue() == null) {
                changed.remove(change.getKey());
            } else if (inner != null) {
                Map<String, Object> below = Json.asObject(changed.get(change.getKey()));
                changed.put(change.getKey(), of(Objects.requireNonNullElse(below, Map.of()), inner, stamp));
            } else {
                changed.put(change.getKey(), stamp);
            }
        }
        return changed;
    }
}
