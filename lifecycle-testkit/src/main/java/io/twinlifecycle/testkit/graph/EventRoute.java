package io.twinlifecycle.testkit.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which events shall go where.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param id its id
 * @param endpointName the endpoint that they shall go to
 * @param filter which events
 */
public record EventRoute(String id, String endpointName, String filter) {

    /** Checks that all are there. */
    public EventRoute {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(endpointName, "endpointName");
        Objects.requireNonNull(filter, "filter");
    }

    /** The route as the service writes it. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.put("endpointName", endpointName);
        document.put("filter", filter);
        return document;
    }
}
