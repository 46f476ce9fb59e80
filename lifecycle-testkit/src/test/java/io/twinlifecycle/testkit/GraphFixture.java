package io.twinlifecycle.testkit;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.Optional;

/** A store under test, with the graph as its back door. */
record GraphFixture(TwinStore store, InMemoryTwinStore behind) implements TwinStoreFixture {

    @Override
    public Optional<StoredTwin> storedTwin(TwinId id) {
        return behind.peek(id);
    }

    @Override
    public Optional<Relationship> storedRelationship(RelationshipRef ref) {
        return behind.peek(ref);
    }
}
