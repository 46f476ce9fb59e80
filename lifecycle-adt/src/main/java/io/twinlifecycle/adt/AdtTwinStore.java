package io.twinlifecycle.adt;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.models.CreateOrReplaceDigitalTwinOptions;
import com.azure.digitaltwins.core.models.DeleteDigitalTwinOptions;
import com.azure.digitaltwins.core.models.UpdateDigitalTwinOptions;
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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * The port to Azure Digital Twins, over the client of Microsoft's SDK. {@link AdtTwinFactory} and {@link AdtRetirementHandler} use it;
 * use it yourself to run another algorithm over the same port.
 *
 * <p><b>Calls.</b> Each method is one call of the REST API (version 2023-10-31), plus the retries of the client; {@link #describe} is one
 * the first time and none after; {@link #create} reads the model first if the twin has an object in it, since components need a mark that
 * objects must not have. The query API is never used.
 *
 * <p><b>Time.</b> It takes the asynchronous client, although its own methods block: a call that is not answered within the deadline is
 * given up and cancelled, whatever the client's retry policy or its credential is doing. The blocking client can be left only when it
 * returns. It may be called from any thread, and blocks none but the caller's.
 *
 * <p><b>Failures</b> are {@link LifecycleException}s of these kinds: {@code STORE_REFUSED} for a 4xx about the content; {@code
 * STORE_DENIED} for 401, 403, a token that cannot be had, an instance that is full, and a 404 that is about no twin, relationship or model
 * (the service answers so to tokens of another tenant); {@code STORE_UNAVAILABLE}, with the time to wait if the service named one, for 408,
 * 429, 5xx, a broken connection and an answer that cannot be read; {@code OUT_OF_TIME}; {@code INTERRUPTED}.
 *
 * <p><b>Lost answers.</b> A write whose answer was lost may have happened. If the client repeats it, the answer is about the repetition:
 * {@link CreateOutcome#EXISTS}, {@link WriteOutcome#CHANGED}, {@link DeleteOutcome#GONE}, {@code false}. Callers read again, as they do when
 * somebody else was faster.
 *
 * <p><b>Values.</b> Whole numbers of any size are exact; other numbers are read as {@code Double}, the widest number that a model can
 * declare. Safe for use by many threads.
 */
public final class AdtTwinStore implements TwinStore {

    /** How long it is remembered what a model declares, unless said otherwise. A model cannot be changed, only deleted and uploaded anew. */
    public static final Duration DEFAULT_MODELS_KEPT_FOR = Duration.ofHours(1);

    private final DigitalTwinsAsyncClient client;
    private final AdtCalls calls;
    private final AdtRelationships relationships;
    private final ModelCache models;

    /** A store over that client, which remembers models for {@link #DEFAULT_MODELS_KEPT_FOR}. */
    public AdtTwinStore(DigitalTwinsAsyncClient client, TimeSource time) {
        this(client, DEFAULT_MODELS_KEPT_FOR, time);
    }

    /**
     * A store over that client.
     *
     * @param client see {@link AdtClients}
     * @param modelsKeptFor how long it is remembered what a model declares; that there is no such model is remembered for 30 seconds
     * @param time where time comes from
     */
    public AdtTwinStore(DigitalTwinsAsyncClient client, Duration modelsKeptFor, TimeSource time) {
        this.client = Objects.requireNonNull(client, "client");
        this.calls = new AdtCalls(new AdtErrors(time));
        this.relationships = new AdtRelationships(client, calls);
        this.models = new ModelCache(new ModelReader(client)::read, modelsKeptFor, time);
    }

    @Override
    public Optional<StoredTwin> find(TwinId id, Deadline deadline) {
        Mono<Optional<StoredTwin>> call = client.getDigitalTwinWithResponse(id.value(), String.class)
                .map(answer -> Optional.of(AdtJson.twin(id, answer)));
        return calls.await(call, Map.of(AdtFault.TWIN_NOT_FOUND, Optional.empty()), "reading twin " + id, deadline);
    }

    @Override
    public CreateOutcome create(NewTwin twin, Deadline deadline) {
        Map<String, Object> body = AdtJson.body(twin, componentsIn(twin, deadline));
        CreateOrReplaceDigitalTwinOptions ifAbsent = new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*");
        Mono<CreateOutcome> call = client.createOrReplaceDigitalTwinWithResponse(
                        twin.id().value(), body, Object.class, ifAbsent)
                .thenReturn(CreateOutcome.CREATED);
        Map<String, CreateOutcome> expected = Map.of(AdtFault.PRECONDITION_FAILED, CreateOutcome.EXISTS);
        return calls.await(call, expected, "creating twin " + twin.id(), deadline);
    }

    private Set<String> componentsIn(NewTwin twin, Deadline deadline) {
        if (twin.contents().values().stream().noneMatch(Map.class::isInstance)) {
            return Set.of();
        }
        // A model that is not there is the service's to refuse.
        return describe(twin.model(), deadline)
                .map(model -> model.components().keySet())
                .orElse(Set.of());
    }

    @Override
    public WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch, Deadline deadline) {
        if (patch.isEmpty()) {
            return compare(id, etag, deadline);
        }
        Mono<WriteOutcome> call = client.updateDigitalTwinWithResponse(
                        id.value(), AdtJson.patch(patch), new UpdateDigitalTwinOptions().setIfMatch(etag.value()))
                .thenReturn(WriteOutcome.DONE);
        Map<String, WriteOutcome> expected =
                Map.of(AdtFault.PRECONDITION_FAILED, WriteOutcome.CHANGED, AdtFault.TWIN_NOT_FOUND, WriteOutcome.GONE);
        return calls.await(call, expected, "changing twin " + id, deadline);
    }

    /** What a patch without changes comes to; the SDK cannot send one. */
    private WriteOutcome compare(TwinId id, ETag etag, Deadline deadline) {
        return find(id, deadline)
                .map(twin -> twin.etag().equals(etag) ? WriteOutcome.DONE : WriteOutcome.CHANGED)
                .orElse(WriteOutcome.GONE);
    }

    @Override
    public DeleteOutcome delete(TwinId id, ETag etag, Deadline deadline) {
        Mono<DeleteOutcome> call = client.deleteDigitalTwinWithResponse(
                        id.value(), new DeleteDigitalTwinOptions().setIfMatch(etag.value()))
                .thenReturn(DeleteOutcome.DONE);
        Map<String, DeleteOutcome> expected = Map.of(
                AdtFault.PRECONDITION_FAILED,
                DeleteOutcome.CHANGED,
                AdtFault.TWIN_NOT_FOUND,
                DeleteOutcome.GONE,
                "RelationshipsNotDeleted",
                DeleteOutcome.HAS_RELATIONSHIPS);
        return calls.await(call, expected, "deleting twin " + id, deadline);
    }

    @Override
    public Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return relationships.outgoing(id, page, deadline);
    }

    @Override
    public Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return relationships.incoming(id, page, deadline);
    }

    @Override
    public Optional<Relationship> findRelationship(RelationshipRef ref, Deadline deadline) {
        return relationships.find(ref, deadline);
    }

    @Override
    public CreateOutcome createRelationship(Relationship relationship, Deadline deadline) {
        return relationships.create(relationship, deadline);
    }

    @Override
    public boolean deleteRelationship(RelationshipRef ref, Deadline deadline) {
        return relationships.delete(ref, deadline);
    }

    @Override
    public Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        String doing = "reading model " + model;
        if (deadline.isOver()) {
            throw LifecycleException.outOfTime(doing);
        }
        return calls.await(models.get(model), doing, deadline);
    }
}
