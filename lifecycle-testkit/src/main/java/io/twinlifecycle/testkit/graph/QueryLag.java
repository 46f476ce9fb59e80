package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The twins and relationships as queries see them, which is late. Kept only while there is a lag: a second copy, and the changes that it
 * does not have yet. Guarded by the graph's lock.
 */
final class QueryLag {

    private record Key(TwinId source, String relationship) {}

    private record Change(long due, Runnable effect) {}

    private final GraphState state;
    private final Map<TwinId, GraphTwin> twins = new LinkedHashMap<>();
    private final Map<Key, GraphRelationship> relationships = new LinkedHashMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;

    QueryLag(GraphState state) {
        this.state = state;
    }

    /** Starts from what is there now. */
    void set(Duration newLag) {
        twins.clear();
        relationships.clear();
        changes.clear();
        lag = newLag;
        if (!lag.isZero()) {
            twins.putAll(state.twins);
            state.outgoing.values().forEach(siblings -> siblings.values().forEach(this::put));
        }
    }

    void twin(TwinId id, @Nullable GraphTwin now) {
        later(() -> {
            if (now == null) {
                twins.remove(id);
            } else {
                twins.put(id, now);
            }
        });
    }

    void added(GraphRelationship relationship) {
        later(() -> put(relationship));
    }

    void removed(GraphRelationship relationship) {
        later(() -> relationships.remove(key(relationship)));
    }

    GraphView view() {
        if (lag.isZero()) {
            return new GraphView(new ArrayList<>(state.twins.values()), state.relationships(), state.models);
        }
        catchUp();
        return new GraphView(new ArrayList<>(twins.values()), new ArrayList<>(relationships.values()), state.models);
    }

    private void later(Runnable effect) {
        if (!lag.isZero()) {
            // Also here, so that a graph that is never queried does not keep every change.
            catchUp();
            changes.addLast(new Change(state.time.nanoTime() + lag.toNanos(), effect));
        }
    }

    private void catchUp() {
        long now = state.time.nanoTime();
        while (!changes.isEmpty() && changes.getFirst().due() - now <= 0) {
            changes.removeFirst().effect().run();
        }
    }

    private void put(GraphRelationship relationship) {
        relationships.put(key(relationship), relationship);
    }

    private static Key key(GraphRelationship relationship) {
        return new Key(relationship.source(), relationship.id());
    }
}
