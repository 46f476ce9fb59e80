package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import java.util.Optional;
import java.util.function.Consumer;

/** A store in memory, in bad weather. Used by one thread. */
final class SimulatedStore implements TwinStore {

    private final InMemoryTwinStore right;
    private final Weather weather;
    private final Ledger ledger;
    private final Consumer<TwinId> deletions;
    private long removals;

    /**
     * A store.
     *
     * @param deletions hears of each twin that was deleted
     */
    SimulatedStore(InMemoryTwinStore right, Weather weather, Ledger ledger, Consumer<TwinId> deletions) {
        this.right = right;
        this.weather = weather;
        this.ledger = ledger;
        this.deletions = deletions;
    }

    /** How many relationships were deleted so far. */
    long removals() {
        return removals;
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return weather.call(() -> right.find(id, deadline));
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return weather.call(() -> right.create(twin, deadline));
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return weather.call(() -> right.patch(id, etag, patch, deadline));
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return weather.call(() -> {
            DeleteOutcome outcome = right.delete(id, etag, deadline);
            if (outcome == DeleteOutcome.DONE) {
                ledger.deleted(id);
                deletions.accept(id);
            }
            return outcome;
        });
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return weather.call(() -> right.outgoing(id, page, deadline));
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return weather.call(() -> right.incoming(id, page, deadline));
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return weather.call(() -> right.findRelationship(ref, deadline));
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return weather.call(() -> right.createRelationship(relationship, deadline));
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return weather.call(() -> {
            removals++;
            return right.deleteRelationship(ref, deadline);
        });
    }

    /** Adapters cache what models declare, so that this never fails. */
    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return right.describe(model, deadline);
    }
}
