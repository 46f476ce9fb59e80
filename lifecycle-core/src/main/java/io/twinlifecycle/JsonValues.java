package io.twinlifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable deep copies of JSON given as Java's own types; unlike {@code Map.copyOf} they keep order and take null values.
 */
public final class JsonValues {

    private JsonValues() {}

    /** A copy of an object. */
    public static Map<String, Object> copy(Map<String, Object> json) {
        if (json.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        json.forEach((name, value) -> copy.put(name, copyValue(value)));
        return nullable(Collections.unmodifiableMap(copy));
    }

    /** A copy of any value. */
    public static @Nullable Object copyValue(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put(String.valueOf(name), copyValue(value)));
            return Collections.unmodifiableMap(copy);
        }
        if (json instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(value -> copy.add(copyValue(value)));
            return Collections.unmodifiableList(copy);
        }
        return json;
    }

    @SuppressWarnings({"unchecked", "rawtypes"
    }) // a JSON null is a value of the map; callers read with get() and expect null
    private static Map<String, Object> nullable(Map<String, @Nullable Object> map) {
        return (Map) map;
    }
}
