package io.twinlifecycle.testkit;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.TimeSource;
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
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A twin store in memory, over a {@link TwinGraph}: it can be told to fail, records what it was asked, and lets one look at what it
 * holds.
 *
 * <pre>{@code
 * var store = new InMemoryTwinStore(time);
 * store.addModels(SampleModels.all());
 * store.loseAnswer(Operation.CREATE, LifecycleException.storeUnavailable("scripted", null));
 * store.beforeNext(Operation.PATCH, () -> somebodyElseChangesTheTwin());
 * ...
 * assertThat(store.count(Operation.CREATE)).isEqualTo(2);
 * }</pre>
 *
 * <p>It imitates all that {@code TwinStoreContract} demands, and of Azure Digital Twins what {@link TwinGraph} lists. It does not
 * imitate: latency (use {@link #beforeNext} to move a {@link VirtualTime}), throttling of its own accord, lost connections other than
 * by script. A deadline that is over fails the call before it does anything.
 *
 * <p>Safe for use by many threads. Callbacks run on the calling thread, hold no lock and may call the store.
 */
public final class InMemoryTwinStore implements TwinStore {

    /** A method of the port. */
    public enum Operation {
        /** {@link TwinStore#find}. */
        FIND,
        /** {@link TwinStore#create}. */
        CREATE,
        /** {@link TwinStore#patch}. */
        PATCH,
        /** {@link TwinStore#delete}. */
        DELETE,
        /** {@link TwinStore#outgoing}. */
        OUTGOING,
        /** {@link TwinStore#incoming}. */
        INCOMING,
        /** {@link TwinStore#findRelationship}. */
        FIND_RELATIONSHIP,
        /** {@link TwinStore#createRelationship}. */
        CREATE_RELATIONSHIP,
        /** {@link TwinStore#deleteRelationship}. */
        DELETE_RELATIONSHIP,
        /** {@link TwinStore#describe}. */
        DESCRIBE
    }

    /**
     * A call that was made.
     *
     * @param operation what was asked
     * @param target of what: a twin's id, a relationship's source and id with a slash between, or a model's id
     */
    public record Call(Operation operation, String target) {
        /** Checks that both are there. */
        public Call {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(target, "target");
        }
    }

    private final TwinGraph graph;
    private final GraphCalls port;
    private final CallScript<Operation, Call> script = new CallScript<>();

    /** An empty store. */
    public InMemoryTwinStore(TimeSource time) {
        this(new TwinGraph(time));
    }

    /** A store over a graph that others may use too. */
    public InMemoryTwinStore(TwinGraph graph) {
        this.graph = Objects.requireNonNull(graph, "graph");
        port = new GraphCalls(graph);
    }

    /**
     * Adds models, all or none.
     *
     * @param dtdl DTDL interfaces, one JSON object each
     */
    public void addModels(List<String> dtdl) {
        graph.models().addTexts(dtdl);
    }

    /** What it holds: to look at, and to change behind its back. Neither is recorded. */
    public TwinGraph graph() {
        return graph;
    }

    /** The twin of this id, if there is one; not recorded. */
    public Optional<StoredTwin> peek(TwinId id) {
        return port.find(id);
    }

    /** The relationship, if there is one; not recorded. */
    public Optional<Relationship> peek(RelationshipRef ref) {
        return port.findRelationship(ref);
    }

    /** Makes the next call fail without doing anything; told twice, the next two. */
    public void failNext(Operation operation, LifecycleException failure) {
        script.failNext(operation, failure);
    }

    /**
     * Makes a call fail without doing anything.
     *
     * @param nth which call from now; 1 is the next
     */
    public void failNth(Operation operation, int nth, LifecycleException failure) {
        script.failNth(operation, nth, failure);
    }

    /** Makes the next call do its work and then fail, as if the answer got lost. */
    public void loseAnswer(Operation operation, LifecycleException failure) {
        script.loseNext(operation, failure);
    }

    /** Runs something before the next call does its work: another writer, for example. */
    public void beforeNext(Operation operation, Runnable action) {
        script.beforeNext(operation, action);
    }

    /** Runs something before every call from now on, which fails if it throws. Replaces the one before. */
    public void beforeEach(Consumer<Call> action) {
        script.beforeEach(action);
    }

    /** Makes the next deletions that could be made say that the twin has relationships. */
    public void lagNextDeletes(int deletions) {
        graph.reportRelationshipsOnNextDeletes(deletions);
    }

    /** All calls so far, in order, failed ones included. */
    public List<Call> calls() {
        return script.calls();
    }

    /** How many calls of an operation there were, failed ones included. */
    public long count(Operation operation) {
        return script.calls().stream()
                .filter(call -> call.operation() == operation)
                .count();
    }

    /** Forgets the calls so far. What is scripted stays. */
    public void forgetCalls() {
        script.forget();
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        return run(Operation.FIND, id, deadline, () -> port.find(id));
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        return run(Operation.CREATE, twin.id(), deadline, () -> port.create(twin));
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        return run(Operation.PATCH, id, deadline, () -> port.patch(id, etag, patch));
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        return run(Operation.DELETE, id, deadline, () -> port.delete(id, etag));
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return run(Operation.OUTGOING, id, deadline, () -> port.outgoing(id, page));
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return run(Operation.INCOMING, id, deadline, () -> port.incoming(id, page));
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return run(Operation.FIND_RELATIONSHIP, ref, deadline, () -> port.findRelationship(ref));
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return run(
                Operation.CREATE_RELATIONSHIP,
                relationship.ref(),
                deadline,
                () -> port.createRelationship(relationship));
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return run(Operation.DELETE_RELATIONSHIP, ref, deadline, () -> port.deleteRelationship(ref));
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return run(Operation.DESCRIBE, model, deadline, () -> port.describe(model));
    }

    private <T> T run(Operation operation, Object target, Deadline deadline, Supplier<T> work) {
        Objects.requireNonNull(deadline, "deadline");
        return script.run(operation, new Call(operation, target.toString()), () -> {
            if (deadline.isOver()) {
                throw LifecycleException.outOfTime("asking the store for " + operation + " of " + target);
            }
            return work.get();
        });
    }
}
