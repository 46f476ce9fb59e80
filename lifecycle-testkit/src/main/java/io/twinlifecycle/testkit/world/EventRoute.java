package io.twinlifecycle.testkit.world;

import java.util.Objects;

/**
 * A route of a hub: which of its events go where.
 *
 * @param name unique in its hub, in any case
 * @param source what it takes events from
 * @param endpoint the name of an endpoint of the hub
 */
public record EventRoute(String name, EventSource source, String endpoint) {

    /** Checks that all are there. */
    public EventRoute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(endpoint, "endpoint");
    }
}
