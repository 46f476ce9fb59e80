package io.twinlifecycle.twins;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The initial values of a new twin. They are checked against the model before the store sees them; components that the model declares
 * and the template leaves out are created empty.
 *
 * <p>Implementations are pure and safe for use by many threads. They give values once, at creation: an existing twin is never touched by
 * its template.
 */
@FunctionalInterface
public interface TwinTemplate {

    /**
     * Property name to value; a component's name to a {@code Map} of its properties. JSON as Java's own types ({@code Map}, {@code List},
     * {@code String}, {@code Number}, {@code Boolean}).
     */
    Map<String, Object> initialValues(NewDevice device);

    /** The template without values. The default. */
    static TwinTemplate none() {
        return device -> Map.of();
    }

    /** The same values for every twin. */
    static TwinTemplate of(Map<String, Object> values) {
        Map<String, Object> copy = Map.copyOf(values);
        return device -> copy;
    }

    /** The values of this template and of the other, which wins where both have one. */
    default TwinTemplate and(TwinTemplate other) {
        return device -> {
            Map<String, Object> both = new LinkedHashMap<>(initialValues(device));
            both.putAll(other.initialValues(device));
            return both;
        };
    }
}
