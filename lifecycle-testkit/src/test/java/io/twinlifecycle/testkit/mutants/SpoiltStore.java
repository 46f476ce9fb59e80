package io.twinlifecycle.testkit.mutants;

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
import java.util.Optional;

/** Does what another store does, save for what a subclass gets wrong. */
public abstract class SpoiltStore implements TwinStore {

    private final TwinStore right;

    /** The same as that store. */
    protected SpoiltStore(TwinStore right) {
        this.right = right;
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return right.find(id, deadline);
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return right.create(twin, deadline);
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return right.patch(id, etag, patch, deadline);
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return right.delete(id, etag, deadline);
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return right.outgoing(id, page, deadline);
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return right.incoming(id, page, deadline);
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return right.findRelationship(ref, deadline);
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return right.createRelationship(relationship, deadline);
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return right.deleteRelationship(ref, deadline);
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return right.describe(model, deadline);
    }
}
