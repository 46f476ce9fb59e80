package io.twinlifecycle.testkit.world;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.hubquery.Expression;
import io.twinlifecycle.testkit.hubquery.RouteCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The routes of a hub, and the endpoints to which they lead. An event that matches several routes to one endpoint goes there once. Routes
 * have no bearing on {@link DeviceWorld#onEvent}, which always gets the lifecycle events.
 *
 * <p>Telemetry that no route takes goes to the endpoint {@value #BUILT_IN}, the hub's own, unless that {@link #fallback} is switched off.
 * It drops what it gets until another one is put into its place.
 *
 * <p>Endpoints hear of an event after the world's bad weather has had its way, on a thread that caused one, one event at a time, and may use
 * the world. Conditions see the twin as it is when the event sets out.
 *
 * <p>Safe for use by many threads.
 */
public final class HubRoutes {

    /** The name of the hub's own endpoint. */
    public static final String BUILT_IN = "events";

    private record Compiled(EventRoute route, Expression condition) {}

    private final WorldCore core;
    private final Map<String, Consumer<EventEnvelope>> endpoints = new LinkedHashMap<>();
    private final Map<String, Compiled> routes = new LinkedHashMap<>();
    private boolean fallback = true;

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
        Compiled compiled = new Compiled(route, RouteCondition.parse(route.condition()));
        core.read(() -> {
            String endpoint = key(route.endpoint());
            if (!endpoint.equals(BUILT_IN) && !endpoints.containsKey(endpoint)) {
                throw new IllegalArgumentException("route " + route.name() + " leads to an endpoint " + route.endpoint()
                        + " that is not there, only " + new TreeSet<>(endpoints.keySet()) + " and " + BUILT_IN
                        + " are; add the endpoint first");
            }
            routes.put(key(route.name()), compiled);
            return route;
        });
    }

    /** Removes a route. Says whether it was there. */
    public boolean remove(String name) {
        return core.read(() -> routes.remove(key(name)) != null);
    }

    /** The routes, oldest first. */
    public List<EventRoute> list() {
        return core.read(() -> routes.values().stream().map(Compiled::route).toList());
    }

    /** Whether telemetry that no route takes goes to the endpoint {@value #BUILT_IN}; it does at first. */
    public void fallback(boolean enabled) {
        core.read(() -> fallback = enabled);
    }

    /** Under the lock: says whether an event from there may go anywhere. */
    boolean wants(EventSource source) {
        return routes.values().stream().anyMatch(each -> each.route().source() == source) || fallsBack(source);
    }

    /** Under the lock: where an event goes. */
    List<Consumer<EventEnvelope>> destinations(EventSource source, RoutedEvent event) {
        List<String> names = new ArrayList<>(routes.values().stream()
                .filter(each -> each.route().source() == source)
                .filter(each -> each.condition().isTrue(event))
                .map(each -> key(each.route().endpoint()))
                .distinct()
                .toList());
        if (names.isEmpty() && fallsBack(source)) {
            names.add(BUILT_IN);
        }
        return names.stream()
                .filter(endpoints::containsKey)
                .<Consumer<EventEnvelope>>map(name -> Objects.requireNonNull(endpoints.get(name), "endpoint"))
                .toList();
    }

    private boolean fallsBack(EventSource source) {
        return fallback && source == EventSource.DEVICE_MESSAGES && endpoints.containsKey(BUILT_IN);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
