package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events and hands them to the endpoints whose routes let them through. Guarded by the graph's lock. */
final class EventRouter {

    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    /** The graph has no name; the service writes its host here. */
    private static final String SOURCE = "localhost";

    private record Open(EventRoute route, RouteFilter filter) {}

    private final GraphState state;
    private final Map<String, Open> routes = new LinkedHashMap<>();
    private final Map<String, Consumer<GraphEvent>> endpoints = new LinkedHashMap<>();
    private final SplittableRandom random = new SplittableRandom(7);

    EventRouter(GraphState state) {
        this.state = state;
    }

    Map<String, Consumer<GraphEvent>> endpoints() {
        return endpoints;
    }

    void put(EventRoute route, RouteFilter filter) {
        routes.put(route.id(), new Open(route, filter));
    }

    Optional<EventRoute> route(String id) {
        return Optional.ofNullable(routes.get(id)).map(Open::route);
    }

    List<EventRoute> all() {
        return routes.values().stream().map(Open::route).toList();
    }

    void remove(String id) {
        routes.remove(id);
    }

    void twinCreated(GraphTwin twin) {
        change("Twin.Create", twin.id().value(), twin.document());
    }

    void twinUpdated(GraphTwin twin, List<Map<String, Object>> patch) {
        change("Twin.Update", twin.id().value(), patch(twin, patch));
    }

    void twinDeleted(GraphTwin twin) {
        change("Twin.Delete", twin.id().value(), twin.document());
    }

    void relationshipCreated(GraphRelationship relationship) {
        change("Relationship.Create", subject(relationship), relationship.document());
    }

    void relationshipUpdated(GraphRelationship relationship, List<Map<String, Object>> patch) {
        change("Relationship.Update", subject(relationship), patch(state.requireTwin(relationship.source()), patch));
    }

    void relationshipDeleted(GraphRelationship relationship) {
        change("Relationship.Delete", subject(relationship), relationship.document());
    }

    void telemetry(TwinId twin, String model, Optional<String> component, String messageId, @Nullable Object payload) {
        send(() -> new GraphEvent(
                messageId,
                "microsoft.iot.telemetry",
                SOURCE + "/digitaltwins/" + twin,
                component,
                Optional.empty(),
                Optional.of(model),
                traceparent(),
                payload));
    }

    private void change(String what, String subject, Map<String, Object> data) {
        send(() -> new GraphEvent(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                "Microsoft.DigitalTwins." + what,
                SOURCE,
                Optional.of(subject),
                Optional.of(state.now()),
                Optional.empty(),
                traceparent(),
                data));
    }

    /** To each endpoint once, however many of its routes let the event through. */
    private void send(Supplier<GraphEvent> maker) {
        if (routes.isEmpty()) {
            return;
        }
        GraphEvent event = maker.get();
        Set<String> reached = new LinkedHashSet<>();
        for (Open open : routes.values()) {
            if (!reached.contains(open.route().endpointName()) && open.filter().lets(event)) {
                reached.add(open.route().endpointName());
            }
        }
        for (String endpoint : reached) {
            deliver(endpoint, event);
        }
    }

    private void deliver(String endpoint, GraphEvent event) {
        try {
            endpoints.getOrDefault(endpoint, ignored -> {}).accept(event);
        } catch (RuntimeException e) {
            // As in the service: a change is made, whatever becomes of the event.
            LOG.warn("endpoint {} failed on {}", endpoint, event, e);
        }
    }

    private static Map<String, Object> patch(GraphTwin twin, List<Map<String, Object>> patch) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("modelId", twin.model().value());
        data.put("patch", patch);
        return data;
    }

    private static String subject(GraphRelationship relationship) {
        return relationship.source() + "/relationships/" + relationship.id();
    }

    private String traceparent() {
        return String.format(
                Locale.ROOT, "00-%016x%016x-%016x-01", random.nextLong(), random.nextLong(), random.nextLong());
    }
}
