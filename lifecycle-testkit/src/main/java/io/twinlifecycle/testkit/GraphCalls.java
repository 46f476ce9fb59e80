package io.twinlifecycle.testkit;

import io.twinlifecycle.LifecycleException;
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
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import io.twinlifecycle.testkit.graph.ErrorCode;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.ModelEntry;
import io.twinlifecycle.testkit.graph.PatchOperation;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.graph.TwinGraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The port's questions in the graph's words, and its refusals in the port's. The one place that translates between the two. */
final class GraphCalls {

    private final TwinGraph graph;

    GraphCalls(TwinGraph graph) {
        this.graph = graph;
    }

    Optional<StoredTwin> find(TwinId id) {
        return graph.twins().find(id).map(GraphCalls::stored);
    }

    CreateOutcome create(NewTwin twin) {
        Map<String, Object> body = new LinkedHashMap<>(twin.contents());
        body.put("$metadata", Map.of("$model", twin.model().value()));
        Supplier<CreateOutcome> work = () -> {
            graph.twins().put(twin.id(), body, true);
            return CreateOutcome.CREATED;
        };
        return answer(work, Map.of(ErrorCode.PRECONDITION_FAILED, CreateOutcome.EXISTS));
    }

    WriteOutcome patch(TwinId id, ETag etag, TwinPatch patch) {
        Supplier<WriteOutcome> work = () -> {
            graph.twins().patch(id, operations(patch), IfMatch.exactly(etag.value()));
            return WriteOutcome.DONE;
        };
        return answer(
                work,
                Map.of(
                        ErrorCode.PRECONDITION_FAILED, WriteOutcome.CHANGED,
                        ErrorCode.DIGITAL_TWIN_NOT_FOUND, WriteOutcome.GONE));
    }

    DeleteOutcome delete(TwinId id, ETag etag) {
        Supplier<DeleteOutcome> work = () -> {
            graph.twins().delete(id, IfMatch.exactly(etag.value()));
            return DeleteOutcome.DONE;
        };
        return answer(
                work,
                Map.of(
                        ErrorCode.PRECONDITION_FAILED, DeleteOutcome.CHANGED,
                        ErrorCode.DIGITAL_TWIN_NOT_FOUND, DeleteOutcome.GONE,
                        ErrorCode.RELATIONSHIPS_NOT_DELETED, DeleteOutcome.HAS_RELATIONSHIPS));
    }

    Page<Relationship> outgoing(TwinId id, Optional<String> page) {
        Supplier<Page<Relationship>> work = () -> {
            Page<GraphRelationship> found = graph.relationships().outgoing(id, Optional.empty(), page);
            return new Page<>(found.items().stream().map(GraphCalls::stored).toList(), found.next());
        };
        return answer(work, Map.of(ErrorCode.DIGITAL_TWIN_NOT_FOUND, Page.only(List.of())));
    }

    Page<RelationshipRef> incoming(TwinId id, Optional<String> page) {
        Supplier<Page<RelationshipRef>> work = () -> {
            Page<GraphRelationship> found = graph.relationships().incoming(id, page);
            List<RelationshipRef> refs = found.items().stream()
                    .map(relationship -> new RelationshipRef(relationship.source(), relationship.id()))
                    .toList();
            return new Page<>(refs, found.next());
        };
        return answer(work, Map.of(ErrorCode.DIGITAL_TWIN_NOT_FOUND, Page.only(List.of())));
    }

    Optional<Relationship> findRelationship(RelationshipRef ref) {
        return graph.relationships().find(ref.source(), ref.id()).map(GraphCalls::stored);
    }

    CreateOutcome createRelationship(Relationship relationship) {
        Map<String, Object> body = new LinkedHashMap<>(relationship.properties());
        body.put("$relationshipName", relationship.name());
        body.put("$targetId", relationship.target().value());
        RelationshipRef ref = relationship.ref();
        Supplier<CreateOutcome> work = () -> {
            graph.relationships().put(ref.source(), ref.id(), body, true);
            return CreateOutcome.CREATED;
        };
        return answer(
                work,
                Map.of(
                        ErrorCode.PRECONDITION_FAILED, CreateOutcome.EXISTS,
                        ErrorCode.DIGITAL_TWIN_NOT_FOUND, CreateOutcome.ENDPOINT_MISSING,
                        ErrorCode.TARGET_DIGITAL_TWIN_NOT_FOUND, CreateOutcome.ENDPOINT_MISSING));
    }

    boolean deleteRelationship(RelationshipRef ref) {
        Supplier<Boolean> work = () -> {
            graph.relationships().delete(ref.source(), ref.id(), IfMatch.none());
            return true;
        };
        return answer(work, Map.of(ErrorCode.RELATIONSHIP_NOT_FOUND, false, ErrorCode.DIGITAL_TWIN_NOT_FOUND, false));
    }

    Optional<ModelDescription> describe(ModelId model) {
        return graph.models().find(model).map(ModelEntry::description);
    }

    private static <T> T answer(Supplier<T> work, Map<ErrorCode, T> expected) {
        try {
            return work.get();
        } catch (TwinGraphException e) {
            T outcome = expected.get(e.code());
            if (outcome != null) {
                return outcome;
            }
            String details = e.details().isEmpty() ? "" : ": " + String.join(" ", e.details());
            throw LifecycleException.storeRefused("the store refused: " + e.getMessage() + details, e);
        }
    }

    private static List<PatchOperation> operations(TwinPatch patch) {
        List<PatchOperation> operations = new ArrayList<>();
        patch.model()
                .ifPresent(model -> operations.add(new PatchOperation(
                        PatchOperation.Kind.REPLACE, List.of("$metadata", "$model"), model.value())));
        for (TwinPatch.Change change : patch.changes()) {
            PatchOperation.Kind kind = change.value() == null ? PatchOperation.Kind.REMOVE : PatchOperation.Kind.ADD;
            operations.add(new PatchOperation(kind, change.path(), change.value()));
        }
        return operations;
    }

    private static StoredTwin stored(GraphTwin twin) {
        return new StoredTwin(twin.id(), twin.model(), new ETag(twin.etag()), twin.contents());
    }

    private static Relationship stored(GraphRelationship relationship) {
        RelationshipRef ref = new RelationshipRef(relationship.source(), relationship.id());
        return new Relationship(ref, relationship.name(), relationship.target(), relationship.properties());
    }
}
