package io.twinlifecycle.testkit.world;

import io.twinlifecycle.events.EventEnvelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The routes of a hub, and the endpoints to which they lead. An event that matches several routes to one endpoint goes there once. Routes
 * have no bearing on {@link DeviceWorld#onEvent}, which always gets the lifecycle events.
 *
 * <p>Endpoints hear of an event after the world's bad weather has had its way, on a thread that caused one, one event at a time, and may use
 * the world.
 *
 * <p>Safe for use by many threads.
 */
public final class HubRoutes {

    private final WorldCore core;
    private final Map<String, Consumer<EventEnvelope>> endpoints = new LinkedHashMap<>();
    private final Map<String, EventRoute> routes = new LinkedHashMap<>();

    HubRoutes(WorldCore core) {
        this.core = core;
    }

    /**
     * Adds an endpoint, or puts another one into its place.
     *
     * @param name by which routes call it, in any case
     */
    public void endpoint(String name, Consumer<EventEnvelope> endpoint) {
        Objects.requireNonNull(endpoint, "endpoint");
        core.read(() -> {
            endpoints.put(key(name), endpoint);
            return name;
        });
    }

    /**
     * Adds a route, or puts another one into its place.
     *
     * @throws IllegalArgumentException if there is no such endpoint
     */
    public void add(EventRoute route) {
        core.read(() -> {
            if (!endpoints.containsKey(key(route.endpoint()))) {
                throw new IllegalArgumentException("route " + route.name() + " leads to an endpoint " + route.endpoint()
                        + " that is not there, only " + endpoints.keySet() + " are; add the endpoint first");
            }
            routes.put(key(route.name()), route);
            return route;
        });
    }

    /** Removes a route. Says whether it was there. */
    public boolean remove(String name) {
        return core.read(() -> routes.remove(key(name)) != null);
    }

    /** The routes, oldest first. */
    public List<EventRoute> list() {
        return core.read(() -> List.copyOf(routes.values()));
    }

    /** Under the lock: says whether any route may take an event from there. */
    boolean wants(EventSource source) {
        return routes.values().stream().anyMatch(route -> route.source() == source);
    }

    /** Under the lock: where an event goes. */
    List<Consumer<EventEnvelope>> destinations(EventSource source) {
        List<Consumer<EventEnvelope>> found = new ArrayList<>();
        routes.values().stream()
                .filter(route -> route.source() == source)
                .map(route -> key(route.endpoint()))
                .distinct()
                .forEach(name -> found.add(Objects.requireNonNull(endpoints.get(name), "endpoint")));
        return found;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
