package com.example.building;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ContentsCheck;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;

/**
 * Twins in a graph of Apache TinkerPop: a vertex for a twin, under the twin's id; an edge for a relationship, under its source and id. The
 * graph has no transactions, so one lock guards it: safe for use by many threads, if nobody else changes the graph.
 */
public final class TinkerTwinStore implements TwinStore {

    private static final String MODEL = "model";
    private static final String VERSION = "version";
    private static final String CONTENTS = "contents";
    private static final String PROPERTIES = "properties";

    private final TinkerGraph graph;
    private final Map<ModelId, String> models;
    private long versions;

    /** A store over a graph, with these models: DTDL interfaces, one JSON object each. */
    public TinkerTwinStore(TinkerGraph graph, List<String> models) {
        this.graph = graph;
        this.models = DtdlReader.byId(models);
    }

    @Override
    public synchronized Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        require(deadline);
        return vertex(id).map(vertex -> twin(id, vertex));
    }

    @Override
    public synchronized CreateOutcome create(NewTwin twin, Deadline deadline) {
        require(deadline);
        if (vertex(twin.id()).isPresent()) {
            return CreateOutcome.EXISTS;
        }
        Map<String, Object> contents = checked(twin.model(), twin.contents());
        write(graph.addVertex(T.id, twin.id()), twin.model(), contents);
        return CreateOutcome.CREATED;
    }

    @Override
    public synchronized WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        require(deadline);
        Optional<Vertex> vertex = vertex(id);
        if (vertex.isEmpty()) {
            return WriteOutcome.GONE;
        }
        StoredTwin twin = twin(id, vertex.get());
        if (!twin.etag().equals(etag)) {
            return WriteOutcome.CHANGED;
        }
        ModelId model = patch.model().orElse(twin.model());
        write(vertex.get(), model, checked(model, patch.applyTo(twin.contents())));
        return WriteOutcome.DONE;
    }

    @Override
    public synchronized DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        require(deadline);
        Optional<Vertex> vertex = vertex(id);
        if (vertex.isEmpty()) {
            return DeleteOutcome.GONE;
        }
        if (!twin(id, vertex.get()).etag().equals(etag)) {
            return DeleteOutcome.CHANGED;
        }
        if (vertex.get().edges(Direction.BOTH).hasNext()) {
            return DeleteOutcome.HAS_RELATIONSHIPS;
        }
        vertex.get().remove();
        return DeleteOutcome.DONE;
    }

    @Override
    public synchronized Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        require(deadline);
        return Page.only(edges(id, Direction.OUT, TinkerTwinStore::relationship));
    }

    @Override
    public synchronized Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        require(deadline);
        return Page.only(edges(id, Direction.IN, edge -> (RelationshipRef) edge.id()));
    }

    @Override
    public synchronized Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        require(deadline);
        return edge(ref).map(TinkerTwinStore::relationship);
    }

    @Override
    public synchronized CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        require(deadline);
        Optional<Vertex> source = vertex(relationship.ref().source());
        Optional<Vertex> target = vertex(relationship.target());
        if (source.isEmpty() || target.isEmpty()) {
            return CreateOutcome.ENDPOINT_MISSING;
        }
        if (edge(relationship.ref()).isPresent()) {
            return CreateOutcome.EXISTS;
        }
        source.get()
                .addEdge(
                        relationship.name(),
                        target.get(),
                        T.id,
                        relationship.ref(),
                        PROPERTIES,
                        relationship.properties());
        return CreateOutcome.CREATED;
    }

    @Override
    public synchronized boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        require(deadline);
        Optional<Edge> edge = edge(ref);
        edge.ifPresent(Edge::remove);
        return edge.isPresent();
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        require(deadline);
        return models.containsKey(model) ? Optional.of(DtdlReader.describe(model, models)) : Optional.empty();
    }

    private static void require(Deadline deadline) {
        if (deadline.isOver()) {
            throw LifecycleException.outOfTime("asking the graph");
        }
    }

    /** The contents, if they fit the model, without the {@code $metadata} of components, which is for Azure Digital Twins alone. */
    private Map<String, Object> checked(ModelId model, Map<String, Object> contents) {
        if (!models.containsKey(model)) {
            throw LifecycleException.storeRefused("there is no model " + model, null);
        }
        ModelDescription description = DtdlReader.describe(model, models);
        List<String> problems = ContentsCheck.problems(description, contents);
        if (!problems.isEmpty()) {
            throw LifecycleException.storeRefused(String.join("; ", problems), null);
        }
        Map<String, Object> plain = new LinkedHashMap<>(contents);
        for (String component : description.components().keySet()) {
            Map<Object, Object> inner = new LinkedHashMap<>((Map<?, ?>) contents.get(component));
            inner.remove("$metadata");
            plain.put(component, inner);
        }
        return plain;
    }

    private void write(Vertex vertex, ModelId model, Map<String, Object> contents) {
        vertex.property(MODEL, model);
        vertex.property(VERSION, new ETag(String.valueOf(++versions)));
        vertex.property(CONTENTS, contents);
    }

    private Optional<Vertex> vertex(TwinId id) {
        return first(graph.vertices(id));
    }

    private Optional<Edge> edge(RelationshipRef ref) {
        return first(graph.edges(ref));
    }

    private <V> List<V> edges(TwinId id, Direction direction, Function<Edge, V> form) {
        List<V> found = new ArrayList<>();
        vertex(id).ifPresent(vertex -> vertex.edges(direction).forEachRemaining(edge -> found.add(form.apply(edge))));
        return found;
    }

    private static <V> Optional<V> first(Iterator<V> found) {
        return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    }

    private static StoredTwin twin(TwinId id, Vertex vertex) {
        return new StoredTwin(id, vertex.value(MODEL), vertex.value(VERSION), vertex.value(CONTENTS));
    }

    private static Relationship relationship(Edge edge) {
        return new Relationship(
                (RelationshipRef) edge.id(),
                edge.label(),
                (TwinId) edge.inVertex().id(),
                edge.value(PROPERTIES));
    }
}
