package io.twinlifecycle.testkit.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The event routes of a graph, in the order of their creation. They are kept, and nothing is delivered: no event goes anywhere. Safe
 * for use by many threads.
 */
public final class EventRoutes {

    private final GraphState state;
    private final Map<String, EventRoute> routes = new LinkedHashMap<>();
    private final Set<String> endpoints = new LinkedHashSet<>();

    EventRoutes(GraphState state) {
        this.state = state;
    }

    /** Makes an endpoint exist, as one does with the service's management API; routes to any other are refused. */
    public void addEndpoint(String name) {
        synchronized (state) {
            endpoints.add(Objects.requireNonNull(name, "name"));
        }
    }

    /** Adds a route or replaces it. */
    public void put(EventRoute route) {
        if (route.id().isBlank()) {
            throw new TwinGraphException(ErrorCode.EVENT_ROUTE_ID_INVALID, "The event route id is invalid.");
        }
        if (route.filter().isBlank()) {
            throw new TwinGraphException(
                    ErrorCode.EVENT_ROUTE_FILTER_INVALID, "The event route filter is empty; use true for all events.");
        }
        synchronized (state) {
            if (!endpoints.contains(route.endpointName())) {
                throw new TwinGraphException(
                        ErrorCode.EVENT_ROUTE_ENDPOINT_INVALID,
                        "The endpoint provided does not exist or is not active. Check that your endpoint is provisioned correctly.");
            }
            routes.put(route.id(), route);
        }
    }

    /** The route of this id, or {@link ErrorCode#EVENT_ROUTE_NOT_FOUND}. */
    public EventRoute get(String id) {
        synchronized (state) {
            EventRoute route = routes.get(id);
            if (route == null) {
                throw new TwinGraphException(
                        ErrorCode.EVENT_ROUTE_NOT_FOUND,
                        "There is no route available that matches the provided input. Check for all valid event routes by calling"
                                + " EventRoute_List.");
            }
            return route;
        }
    }

    /** All routes. */
    public List<EventRoute> all() {
        synchronized (state) {
            return List.copyOf(routes.values());
        }
    }

    /** Deletes a route. */
    public void delete(String id) {
        synchronized (state) {
            get(id);
            routes.remove(id);
        }
    }
}
