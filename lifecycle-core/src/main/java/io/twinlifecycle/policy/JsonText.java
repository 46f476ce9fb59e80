package io.twinlifecycle.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts inside JSON that is given as Java's own types. */
final class JsonText {

    private JsonText() {}

    /** A text as it is, a truth value or whole number as JSON spells it; empty for everything else. */
    static Optional<String> of(@Nullable Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /** The text at a JSON Pointer (RFC 6901). */
    static Optional<String> at(@Nullable Object json, List<String> steps) {
        Object value = json;
        for (String step : steps) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(step);
            } else if (value instanceof List<?> list && step.matches("0|[1-9][0-9]{0,5}")) {
                int index = Integer.parseInt(step);
                value = index < list.size() ? list.get(index) : null;
            } else {
                return Optional.empty();
            }
        }
        return of(value);
    }

    static List<String> steps(String pointer) {
        if (pointer.length() < 2 || pointer.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "a JSON Pointer such as /certificate/issuerName is needed, but was \"" + pointer + "\"");
        }
        return List.of(pointer.substring(1).split("/", -1)).stream()
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }
}
