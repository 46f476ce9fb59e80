package io.twinlifecycle.testkit.world;

import io.twinlifecycle.testkit.hubquery.HubQueryException;
import io.twinlifecycle.testkit.hubquery.RouteCondition;
import java.util.Objects;

/**
 * A route of a hub: which of its events go where.
 *
 * <p>A condition is an expression of the routing query language: application properties by bare name, system properties with {@code $},
 * {@code $body.path} of JSON bodies, {@code $twin.path}; AND, OR, NOT, comparison, arithmetic, IN, and the documented functions. Names are
 * found in any case. What comes to null or undefined counts as false.
 *
 * <pre>{@code
 * hub.routes().add(new EventRoute("deletions", DEVICE_LIFECYCLE_EVENTS, "opType='deleteDeviceIdentity'", "lifecycleevents"));
 * }</pre>
 *
 * @param name unique in its hub, in any case
 * @param source what it takes events from
 * @param condition which of them; {@code true} for all
 * @param endpoint the name of an endpoint of the hub
 */
public record EventRoute(String name, EventSource source, String condition, String endpoint) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the condition is none, or says what the documentation does not explain
     */
    public EventRoute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(endpoint, "endpoint");
        try {
            RouteCondition.parse(condition);
        } catch (HubQueryException e) {
            throw new IllegalArgumentException(
                    "the condition of route " + name + " is refused " + e.getMessage() + ": " + condition, e);
        }
    }

    /** A route for all events of a source. */
    public static EventRoute all(String name, EventSource source, String endpoint) {
        return new EventRoute(name, source, "true", endpoint);
    }
}
