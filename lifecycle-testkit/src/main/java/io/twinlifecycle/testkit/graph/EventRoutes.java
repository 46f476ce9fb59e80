package io.twinlifecycle.testkit.graph;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The event routes of a graph, in the order of their creation. What they let through goes to their endpoints, each event once to each
 * endpoint. Safe for use by many threads.
 */
public final class EventRoutes {

    private final GraphState state;

    EventRoutes(GraphState state) {
        this.state = state;
    }

    /** Makes an endpoint exist that throws its events away, unless it is there already; routes to any other are refused. */
    public void addEndpoint(String name) {
        synchronized (state) {
            state.events.endpoints().putIfAbsent(Objects.requireNonNull(name, "name"), event -> {});
        }
    }

    /**
     * Makes an endpoint exist, as one does with the service's management API, or replaces it.
     *
     * @param consumer takes the events, in the order of the changes, while the graph stands still: it must be quick, and not wait for
     *     another thread that uses the graph. A change is made even if it throws
     */
    public void addEndpoint(String name, Consumer<? super GraphEvent> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        synchronized (state) {
            state.events.endpoints().put(Objects.requireNonNull(name, "name"), consumer::accept);
        }
    }

    /** Adds a route or replaces it. */
    public void put(EventRoute route) {
        if (route.id().isBlank()) {
            throw new TwinGraphException(ErrorCode.EVENT_ROUTE_ID_INVALID, "The event route id is invalid.");
        }
        RouteFilter filter = RouteFilter.parse(route.filter());
        synchronized (state) {
            if (!state.events.endpoints().containsKey(route.endpointName())) {
                throw new TwinGraphException(
                        ErrorCode.EVENT_ROUTE_ENDPOINT_INVALID,
                        "The endpoint provided does not exist or is not active. Check that your endpoint is"
                                + " provisioned correctly.");
            }
            state.events.put(route, filter);
        }
    }

    /** The route of this id, or {@link ErrorCode#EVENT_ROUTE_NOT_FOUND}. */
    public EventRoute get(String id) {
        synchronized (state) {
            return state.events
                    .route(id)
                    .orElseThrow(() -> new TwinGraphException(
                            ErrorCode.EVENT_ROUTE_NOT_FOUND,
                            "There is no route available that matches the provided input. Check for all valid event"
                                    + " routes by calling EventRoute_List."));
        }
    }

    /** All routes. */
    public List<EventRoute> all() {
        synchronized (state) {
            return state.events.all();
        }
    }

    /** Deletes a route. */
    public void delete(String id) {
        synchronized (state) {
            state.events.remove(get(id).id());
        }
    }
}
