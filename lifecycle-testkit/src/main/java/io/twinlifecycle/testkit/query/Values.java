package io.twinlifecycle.testkit.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and compares JSON values. */
final class Values {

    /** Stands for a property that is not there; JSON's null is Java's. */
    static final Object UNDEFINED = new Object();

    private Values() {}

    static @Nullable Object at(Map<String, Object> document, List<String> path) {
        Object value = document;
        for (String name : path) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
                return UNDEFINED;
            }
            value = map.get(name);
        }
        return value;
    }

    static boolean isPrimitive(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return decimal(one).compareTo(decimal(other)) == 0;
        }
        return one == null ? other == null : one.equals(other);
    }

    /** The order of two numbers, texts or truth values; anything else has none. */
    static @Nullable Integer order(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return decimal(one).compareTo(decimal(other));
        }
        if (one instanceof String text && other instanceof String otherText) {
            return text.compareTo(otherText);
        }
        if (one instanceof Boolean truth && other instanceof Boolean otherTruth) {
            return truth.compareTo(otherTruth);
        }
        return null;
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}
