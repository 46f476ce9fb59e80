package io.twinlifecycle.adt;

import com.azure.core.http.rest.PagedFlux;
import com.azure.core.http.rest.PagedResponse;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.models.CreateOrReplaceRelationshipOptions;
import com.azure.digitaltwins.core.models.DigitalTwinsResponse;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The part of {@link AdtTwinStore} that is about relationships. */
final class AdtRelationships {

    private final DigitalTwinsAsyncClient client;
    private final AdtCalls calls;

    AdtRelationships(DigitalTwinsAsyncClient client, AdtCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    Page<Relationship> outgoing(TwinId id, Optional<String> page, Deadline deadline) {
        return page(
                client.listRelationships(id.value(), String.class),
                page,
                json -> AdtJson.relationship(id, json),
                "listing the relationships from twin " + id,
                deadline);
    }

    Page<RelationshipRef> incoming(TwinId id, Optional<String> page, Deadline deadline) {
        return page(
                client.listIncomingRelationships(id.value()),
                page,
                found -> new RelationshipRef(new TwinId(found.getSourceId()), found.getRelationshipId()),
                "listing the relationships to twin " + id,
                deadline);
    }

    private <S, T> Page<T> page(
            PagedFlux<S> list, Optional<String> token, Function<S, T> item, String doing, Deadline deadline) {
        Mono<Page<T>> call = token.map(PageLinks::checked)
                .map(list::byPage)
                .orElseGet(list::byPage)
                .next()
                .map(page -> page(page, item));
        return calls.await(call, Map.of(AdtFault.TWIN_NOT_FOUND, Page.only(List.of())), doing, deadline);
    }

    private static <S, T> Page<T> page(PagedResponse<S> page, Function<S, T> item) {
        return new Page<>(page.getValue().stream().map(item).toList(), PageLinks.next(page));
    }

    Optional<Relationship> find(RelationshipRef ref, Deadline deadline) {
        Mono<Optional<Relationship>> call = client.getRelationshipWithResponse(
                        ref.source().value(), segment(ref), String.class)
                .map(DigitalTwinsResponse::getValue)
                .map(json -> Optional.of(AdtJson.relationship(ref.source(), json)));
        Map<String, Optional<Relationship>> expected =
                Map.of(AdtFault.RELATIONSHIP_NOT_FOUND, Optional.empty(), AdtFault.TWIN_NOT_FOUND, Optional.empty());
        return calls.await(call, expected, "reading relationship " + named(ref), deadline);
    }

    CreateOutcome create(Relationship relationship, Deadline deadline) {
        RelationshipRef ref = relationship.ref();
        Mono<CreateOutcome> call = client.createOrReplaceRelationshipWithResponse(
                        ref.source().value(),
                        segment(ref),
                        AdtJson.body(relationship),
                        Object.class,
                        new CreateOrReplaceRelationshipOptions().setIfNoneMatch("*"))
                .thenReturn(CreateOutcome.CREATED);
        Map<String, CreateOutcome> expected = Map.of(
                AdtFault.PRECONDITION_FAILED,
                CreateOutcome.EXISTS,
                AdtFault.TWIN_NOT_FOUND,
                CreateOutcome.ENDPOINT_MISSING,
                // the reference has the one, recordings of the service the other
                "TargetTwinNotFound",
                CreateOutcome.ENDPOINT_MISSING,
                "TargetDigitalTwinNotFound",
                CreateOutcome.ENDPOINT_MISSING);
        return calls.await(call, expected, "creating relationship " + named(ref), deadline);
    }

    boolean delete(RelationshipRef ref, Deadline deadline) {
        Mono<Boolean> call = client.deleteRelationshipWithResponse(ref.source().value(), segment(ref), null)
                .thenReturn(true);
        Map<String, Boolean> expected = Map.of(AdtFault.RELATIONSHIP_NOT_FOUND, false, AdtFault.TWIN_NOT_FOUND, false);
        return calls.await(call, expected, "deleting relationship " + named(ref), deadline);
    }

    /** The relationship's id. HTTP clients resolve dots in a path: to delete relationship {@code ..} would delete its twin. */
    private static String segment(RelationshipRef ref) {
        String id = ref.id();
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw LifecycleException.storeRefused(
                    "relationship " + named(ref) + " has an id that no URL can carry; it was left alone", null);
        }
        return id;
    }

    private static String named(RelationshipRef ref) {
        return Texts.quoted(ref.id()) + " of twin " + ref.source();
    }
}
