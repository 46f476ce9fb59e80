package io.twinlifecycle.testkit.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a twin's parts were written, in the service's form.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param twin when the twin was
 * @param components when each component was, by name
 * @param properties when each property was, by path: one name, or two for a component's property
 */
public record TwinTimes(String twin, Map<String, String> components, Map<List<String>, PropertyTime> properties) {

    /**
     * When a property was written.
     *
     * @param written the service's time
     * @param source the time that the writer gave, if any
     */
    public record PropertyTime(String written, @Nullable String source) {}

    /** Copies. */
    public TwinTimes {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
