package io.twinlifecycle.testkit.hubquery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names something in a document, such as {@code $body.values[0].unit}.
 *
 * @param path names, and indexes into arrays
 */
public record Reference(List<Object> path) {

    /** Copies. */
    public Reference {
        path = List.copyOf(path);
    }

    /** The first name. */
    public String root() {
        return (String) path.get(0);
    }

    /** The rest of the path. */
    public List<Object> rest() {
        return path.subList(1, path.size());
    }

    /**
     * What lies at a path in a JSON value, or {@link Undefined}.
     *
     * @param ignoringCase of names; the spelling in the path goes first
     */
    public static @Nullable Object find(@Nullable Object json, List<Object> path, boolean ignoringCase) {
        Object value = json;
        for (Object step : path) {
            if (step instanceof String name && value instanceof Map<?, ?> map) {
                value = member(map, name, ignoringCase);
            } else if (step instanceof Integer index && value instanceof List<?> list && index < list.size()) {
                value = list.get(index);
            } else {
                return Undefined.UNDEFINED;
            }
        }
        return value;
    }

    private static @Nullable Object member(Map<?, ?> map, String name, boolean ignoringCase) {
        if (map.containsKey(name)) {
            return map.get(name);
        }
        if (ignoringCase) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (name.equalsIgnoreCase(String.valueOf(entry.getKey()))) {
                    return entry.getValue();
                }
            }
        }
        return Undefined.UNDEFINED;
    }
}
