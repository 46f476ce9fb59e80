package io.twinlifecycle.testkit;

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
import java.util.List;
import java.util.Optional;

/** Does nothing and says that all went well. */
final class NoopTwinStore implements TwinStore {

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return CreateOutcome.CREATED;
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return WriteOutcome.DONE;
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return DeleteOutcome.DONE;
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return Page.only(List.of());
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return Page.only(List.of());
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return CreateOutcome.CREATED;
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return true;
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return Optional.empty();
    }
}
