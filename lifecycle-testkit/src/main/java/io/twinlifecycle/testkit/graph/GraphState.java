package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * All that a graph holds. Every access happens while holding this object's monitor, so that each call of the graph is one step and
 * checks that span twins, relationships and models are sound.
 */
final class GraphState {

    final TimeSource time;
    final ETagSource etags;
    final Map<ModelId, ModelEntry> models = new LinkedHashMap<>();
    final Map<TwinId, GraphTwin> twins = new LinkedHashMap<>();
    final Map<TwinId, NavigableMap<String, GraphRelationship>> outgoing = new HashMap<>();
    final Map<TwinId, NavigableMap<IncomingKey, GraphRelationship>> incoming = new HashMap<>();

    final QueryLag queryLag = new QueryLag(this);
    final EventRouter events = new EventRouter(this);

    /** How many deletions that could be made still report relationships. */
    int lagging;

    GraphState(TimeSource time, long seed) {
        this.time = time;
        etags = new ETagSource(seed);
    }

    GraphTwin requireTwin(TwinId id) {
        GraphTwin twin = twins.get(id);
        if (twin == null) {
            throw TwinGraphException.twinNotFound(id);
        }
        return twin;
    }

    List<GraphRelationship> relationships() {
        return outgoing.values().stream()
                .flatMap(siblings -> siblings.values().stream())
                .toList();
    }

    /** Forgets all models, twins and relationships. */
    void clear() {
        outgoing.values().forEach(siblings -> siblings.values().forEach(queryLag::removed));
        twins.keySet().forEach(id -> queryLag.twin(id, null));
        outgoing.clear();
        incoming.clear();
        twins.clear();
        models.clear();
    }

    String now() {
        return ServiceTime.stamp(time.now());
    }
}
