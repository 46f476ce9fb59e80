package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import java.util.Optional;

/**
 * A store under test, and a back door to what it holds. Each rule gets a fresh one and closes it.
 *
 * <p>The back door reads by other means than the port under test, so that a rule sees the effect of a call and not only its answer.
 * For an adapter that talks to a {@link io.twinlifecycle.testkit.adt.LocalAdt}, {@code new InMemoryTwinStore(adt.graph())} is that door,
 * with its methods {@code peek}.
 */
public interface TwinStoreFixture extends AutoCloseable {

    /** The store under test. */
    TwinStore store();

    /** The twin as it is stored. */
    Optional<StoredTwin> storedTwin(TwinId id);

    /** The relationship as it is stored. */
    Optional<Relationship> storedRelationship(RelationshipRef ref);

    /** Frees what the fixture holds. Does nothing unless overridden. */
    @Override
    default void close() {}
}
