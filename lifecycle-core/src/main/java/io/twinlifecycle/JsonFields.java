package io.twinlifecycle;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties of a JSON object by name, whatever their case. Microsoft's own pages spell some names in two ways
 * ({@code currentIotHubHostName}, {@code currentIoTHubHostName}). The exact spelling wins where there are two.
 */
public final class JsonFields {

    private JsonFields() {}

    /** The value of a property; null if there is none or it is JSON null. */
    public static @Nullable Object get(Map<String, ?> object, String name) {
        Object exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, ?> entry : object.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name) && entry.getValue() != null) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The properties of an object; empty if there is none or it is something else. */
    @SuppressWarnings("unchecked") // JSON objects have texts as keys
    public static Map<String, Object> object(Map<String, ?> object, String name) {
        return get(object, name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A text that is not empty; empty if there is none or it is something else. */
    public static Optional<String> text(Map<String, ?> object, String name) {
        return get(object, name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A truth value; the default if there is none or it is something else. */
    public static boolean truth(Map<String, ?> object, String name, boolean byDefault) {
        return get(object, name) instanceof Boolean truth ? truth : byDefault;
    }
}
