package io.twinlifecycle.store;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.model.ModelDescription;
import java.util.Optional;

/**
 * A graph of digital twins, as narrow as provisioning and retiring need it. Adapter authors implement this port; {@link
 * io.twinlifecycle.twins.TwinProvisioner}
 * and {@link io.twinlifecycle.twins.TwinRetirer} hold the algorithms over it. The test kit's suite {@code TwinStoreContract} has its rules by number.
 *
 * <p>Every method is one attempt, or a few within its deadline, and ends in one of three ways: with its answer; with a retryable {@link
 * io.twinlifecycle.LifecycleException} if the store cannot serve it now or the deadline is over, in which case a write may have happened
 * or not; or with one that is not retryable if the store will never do it. A store is read by id, never by a query whose index lags: what
 * was written is seen at once by the next {@link #find}.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface TwinStore {

    /** The twin of this id, if there is one. */
    Optional<StoredTwin> find(TwinId id, Deadline deadline);

    /**
     * Creates a twin if none has its id, and leaves it alone otherwise.
     *
     * @throws io.twinlifecycle.LifecycleException of kind {@code STORE_REFUSED} if the contents do not fit the model, or there is no
     *     such model
     */
    CreateOutcome create(NewTwin twin, Deadline deadline);

    /**
     * Changes a twin if it still has this version.
     *
     * @throws io.twinlifecycle.LifecycleException of kind {@code STORE_REFUSED} if the changes do not fit the model
     */
    WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline);

    /** Deletes a twin if it still has this version and no relationships. */
    DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline);

    /**
     * A page of the relationships that start at a twin; no page if there is no such twin.
     *
     * @param page empty for the first page, else what the page before named as its next
     */
    Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline);

    /**
     * A page of the relationships that end at a twin; no page if there is no such twin.
     *
     * @param page empty for the first page, else what the page before named as its next
     */
    Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline);

    /** A relationship with its properties, if there is one. */
    Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline);

    /**
     * Creates a relationship if its source has none of its id, and leaves that alone otherwise.
     *
     * @return {@link CreateOutcome#EXISTS} if there is one of that id, {@link CreateOutcome#ENDPOINT_MISSING} if a twin is missing
     */
    CreateOutcome createRelationship(Relationship relationship, Deadline deadline);

    /**
     * Deletes a relationship.
     *
     * @return false if there was none, or its source is gone
     */
    boolean deleteRelationship(RelationshipRef ref, Deadline deadline);

    /** What a model declares, with all that it inherits; empty if the store has no such model. Adapters cache it. */
    Optional<ModelDescription> describe(ModelId model, Deadline deadline);

    /** What became of a creation. */
    enum CreateOutcome {
        /** It was created. */
        CREATED,
        /** There was one of that id already; nothing was changed. */
        EXISTS,
        /** Of a relationship: the twin at one of its ends is missing. */
        ENDPOINT_MISSING
    }

    /** What became of a change. */
    enum WriteOutcome {
        /** It was made. */
        DONE,
        /** The twin has another version; nothing was changed. */
        CHANGED,
        /** There is no such twin. */
        GONE
    }

    /** What became of a deletion. */
    enum DeleteOutcome {
        /** It was made. */
        DONE,
        /** The twin has another version; nothing was changed. */
        CHANGED,
        /** There is no such twin. */
        GONE,
        /** The twin has relationships, or the store has not yet noticed that it has none; nothing was changed. */
        HAS_RELATIONSHIPS
    }
}
