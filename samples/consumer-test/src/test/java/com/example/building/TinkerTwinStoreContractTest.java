package com.example.building;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.contract.TwinStoreContract;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;

/** Our store keeps all 28 rules; the graph itself is the back door. */
class TinkerTwinStoreContractTest extends TwinStoreContract {

    @Override
    protected TwinStoreFixture newFixture(List<String> models) {
        TinkerGraph graph = TinkerGraph.open();
        return new Fixture(graph, new TinkerTwinStore(graph, models));
    }

    private record Fixture(TinkerGraph graph, TwinStore store) implements TwinStoreFixture {

        @Override
        public Optional<StoredTwin> storedTwin(TwinId id) {
            Function<Vertex, StoredTwin> read =
                    v -> new StoredTwin(id, v.value("model"), v.value("version"), v.value("contents"));
            return first(graph.vertices(id)).map(read);
        }

        @Override
        public Optional<Relationship> storedRelationship(RelationshipRef ref) {
            Function<Edge, Relationship> read =
                    e -> new Relationship(ref, e.label(), (TwinId) e.inVertex().id(), e.value("properties"));
            return first(graph.edges(ref)).map(read);
        }

        private static <T> Optional<T> first(Iterator<T> found) {
            return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
        }
    }
}
