package io.twinlifecycle.testkit.query;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.GraphView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A graph prepared for one query: ordered by ids, so that results have an order that outlasts changes. */
final class GraphIndex {

    /** The service stops after 60 seconds; this is bounded by work, so that tests do not depend on the machine. */
    private static final int MAX_VISITED = 2_000_000;

    private static final Comparator<GraphRelationship> ORDER =
            Comparator.comparing(GraphRelationship::source).thenComparing(GraphRelationship::id);

    private final GraphView view;
    private final Map<TwinId, GraphTwin> twins;
    private final List<GraphRelationship> relationships;
    private final Map<TwinId, List<GraphRelationship>> outgoing;
    private final Map<TwinId, List<GraphRelationship>> incoming;
    private final Map<TwinId, Item> items = new HashMap<>();
    private int visited;

    GraphIndex(GraphView view) {
        this.view = view;
        twins = view.twins().stream().collect(Collectors.toMap(GraphTwin::id, twin -> twin));
        relationships = view.relationships().stream().sorted(ORDER).toList();
        outgoing = relationships.stream().collect(Collectors.groupingBy(GraphRelationship::source));
        incoming = relationships.stream().collect(Collectors.groupingBy(GraphRelationship::target));
    }

    List<TwinId> twins() {
        return visit(twins.keySet().stream().sorted().toList());
    }

    List<GraphRelationship> relationships() {
        return visit(relationships);
    }

    List<GraphRelationship> outgoing(TwinId twin) {
        return visit(outgoing.getOrDefault(twin, List.of()));
    }

    List<GraphRelationship> incoming(TwinId twin) {
        return visit(incoming.getOrDefault(twin, List.of()));
    }

    /** The twin, unless a query that lags does not see it yet, or any more. */
    Optional<Item> twin(TwinId id) {
        GraphTwin twin = twins.get(id);
        return twin == null
                ? Optional.empty()
                : Optional.of(items.computeIfAbsent(
                        id, key -> Item.of(twin, view.models().get(twin.model()))));
    }

    private <T> List<T> visit(List<T> found) {
        visited += 1 + found.size();
        if (visited > MAX_VISITED) {
            throw QueryException.timeout(MAX_VISITED);
        }
        return found;
    }
}
