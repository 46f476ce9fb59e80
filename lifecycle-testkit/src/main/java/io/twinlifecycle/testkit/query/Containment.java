package io.twinlifecycle.testkit.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one value can be in another. Of what is neither text nor array, nothing is said. */
enum Containment {
    STARTSWITH,
    ENDSWITH,
    CONTAINS,
    ARRAY_CONTAINS;

    Truth test(@Nullable Object whole, @Nullable Object part) {
        if (this == ARRAY_CONTAINS) {
            // As documented, nested arrays are not searched.
            return whole instanceof List<?> array
                    ? Truth.of(array.stream().anyMatch(element -> Values.areEqual(element, part)))
                    : Truth.UNDEFINED;
        }
        return whole instanceof String text && part instanceof String other
                ? Truth.of(isIn(text, other))
                : Truth.UNDEFINED;
    }

    private boolean isIn(String text, String part) {
        return switch (this) {
            case STARTSWITH -> text.startsWith(part);
            case ENDSWITH -> text.endsWith(part);
            case CONTAINS -> text.contains(part);
            case ARRAY_CONTAINS -> false;
        };
    }
}
