package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The twins of a graph, in the order of their creation. Safe for use by many threads. */
public final class Twins {

    private final GraphState state;

    Twins(GraphState state) {
        this.state = state;
    }

    /**
     * Creates a twin or replaces all of it.
     *
     * @param body the twin as a client sends it: contents and {@code $metadata} with {@code $model}
     * @param onlyIfAbsent {@code If-None-Match: *}: refuse if there is one
     */
    public GraphTwin put(TwinId id, Map<String, Object> body, boolean onlyIfAbsent) {
        ModelId model = TwinBody.model(body);
        synchronized (state) {
            GraphTwin old = state.twins.get(id);
            if (onlyIfAbsent && old != null) {
                throw TwinGraphException.exists("twin", id.value());
            }
            ModelDescription description = TwinValidation.model(state, model, old);
            TwinBody read = TwinBody.read(body, description);
            TwinValidation.require(description, read.contents(), read.strays());
            TwinTimes times = TimeKeeper.ofNewTwin(description, read, state.now());
            GraphTwin twin = store(new GraphTwin(id, model, state.etags.next(), read.contents(), times));
            if (old == null) {
                state.events.twinCreated(twin);
            } else {
                state.events.twinUpdated(twin, Difference.between(old.contents(), twin.contents()));
            }
            return twin;
        }
    }

    /** The twin of this id, or {@link ErrorCode#DIGITAL_TWIN_NOT_FOUND}. */
    public GraphTwin get(TwinId id) {
        synchronized (state) {
            return state.requireTwin(id);
        }
    }

    /** The twin of this id, if there is one. */
    public Optional<GraphTwin> find(TwinId id) {
        synchronized (state) {
            return Optional.ofNullable(state.twins.get(id));
        }
    }

    /** All twins at this moment. */
    public List<GraphTwin> all() {
        synchronized (state) {
            return List.copyOf(state.twins.values());
        }
    }

    /** Changes a twin, all operations or none. An empty patch gives it a new ETag. */
    public GraphTwin patch(TwinId id, List<PatchOperation> operations, IfMatch condition) {
        synchronized (state) {
            GraphTwin old = state.requireTwin(id);
            condition.require(old.etag());
            GraphTwin twin = store(new TwinPatcher(old).apply(state, operations));
            state.events.twinUpdated(twin, Difference.of(operations));
            return twin;
        }
    }

    /** Changes a component; paths start at it. The ETags are the twin's. */
    public GraphTwin patchComponent(TwinId id, String name, List<PatchOperation> operations, IfMatch condition) {
        synchronized (state) {
            if (!state.requireTwin(id).times().components().containsKey(name)) {
                // Recorded: a GET says ComponentNotFound, a PATCH says this.
                throw TwinGraphException.invalidPatch("/" + name + " was not found.");
            }
            return patch(
                    id,
                    operations.stream().map(operation -> operation.under(name)).toList(),
                    condition);
        }
    }

    /** Deletes a twin that has no relationships. */
    public void delete(TwinId id, IfMatch condition) {
        synchronized (state) {
            GraphTwin old = state.requireTwin(id);
            condition.require(old.etag());
            boolean lags = state.lagging > 0;
            if (state.outgoing.containsKey(id) || state.incoming.containsKey(id) || lags) {
                state.lagging -= lags ? 1 : 0;
                throw new TwinGraphException(
                        ErrorCode.RELATIONSHIPS_NOT_DELETED,
                        "Twin " + id
                                + " has active relationships. Cannot delete a twin unless all the relationships are"
                                + " deleted.");
            }
            state.twins.remove(id);
            state.queryLag.twin(id, null);
            state.events.twinDeleted(old);
        }
    }

    private GraphTwin store(GraphTwin twin) {
        state.twins.put(twin.id(), twin);
        state.queryLag.twin(twin.id(), twin);
        return twin;
    }
}
