package io.twinlifecycle.testkit.article;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.TwinResult.Change;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.retirement.RetirementOutcome.Kind;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What Microsoft's article does, written anew over our port, to compare with and to prove that a test bites. It is not for production: it
 * loses the twins of devices that live.
 *
 * <ol>
 *   <li>A registration finds the twin by id, compares models ignoring case, and creates or replaces it with what every twin starts with.
 *   <li>Every deletion event lists the relationships once, deletes them, and deletes the twin under the version of the first read.
 *   <li>A 404 anywhere means that all is done.
 * </ol>
 *
 * <p>Safe for use by many threads, as far as its store is.
 */
public final class ArticlesAlgorithm implements TwinFactory, RetirementHandler {

    private final Consumer<NewTwin> put;
    private final TwinStore store;
    private final Map<String, Object> contents;

    /**
     * An algorithm.
     *
     * @param put creates or replaces a twin, which our port cannot do
     * @param store where all else is done
     * @param contents what every twin starts with
     */
    public ArticlesAlgorithm(Consumer<NewTwin> put, TwinStore store, Map<String, Object> contents) {
        this.put = put;
        this.store = store;
        this.contents = contents;
    }

    /**
     * An algorithm over a store in memory, or over one that spoils it.
     *
     * @param graph where twins are created or replaced
     * @param store where all else is done: the same, or one around it
     * @param contents what every twin starts with
     */
    public static ArticlesAlgorithm over(InMemoryTwinStore graph, TwinStore store, Map<String, Object> contents) {
        return new ArticlesAlgorithm(twin -> put(graph, twin), store, contents);
    }

    private static void put(InMemoryTwinStore graph, NewTwin twin) {
        Map<String, Object> body = new LinkedHashMap<>(twin.contents());
        body.put("$metadata", Map.of("$model", twin.model().value()));
        graph.graph().twins().put(twin.id(), body, false);
    }

    @Override
    public TwinResult findOrCreate(TwinRequest request) {
        // The article names it after the registration; by that alone nearly every rule would fail, which would show
        // little.
        TwinId id = twinOf(request.deviceId());
        Optional<StoredTwin> twin = store.find(id, request.deadline());
        if (twin.isPresent()
                && twin.get().model().value().equalsIgnoreCase(request.model().value())) {
            return new TwinResult.Ready(id, request.model(), Change.FOUND);
        }
        put.accept(new NewTwin(id, request.model(), contents));
        return new TwinResult.Ready(id, request.model(), Change.CREATED);
    }

    @Override
    public RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        TwinId id = twinOf(event.deviceId());
        if (event.kind() != LifecycleEvent.Kind.DELETED) {
            return RetirementOutcome.of(Kind.IGNORED, id, "only deletions are looked at");
        }
        Optional<StoredTwin> twin = store.find(id, deadline);
        if (twin.isEmpty()) {
            return RetirementOutcome.of(Kind.ALREADY_GONE, id, "not found");
        }
        List<RelationshipRef> relationships = relationships(id, deadline);
        for (RelationshipRef relationship : relationships) {
            if (!store.deleteRelationship(relationship, deadline)) {
                return RetirementOutcome.of(Kind.ALREADY_GONE, id, "not found");
            }
        }
        return switch (store.delete(id, twin.get().etag(), deadline)) {
            case DONE -> new RetirementOutcome(Kind.RETIRED, Optional.of(id), relationships.size(), "deleted");
            case GONE -> RetirementOutcome.of(Kind.ALREADY_GONE, id, "not found");
            case CHANGED, HAS_RELATIONSHIPS -> throw new IllegalStateException("412 or 400, thrown after the batch");
        };
    }

    private List<RelationshipRef> relationships(TwinId id, Deadline deadline) {
        List<RelationshipRef> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = store.outgoing(id, next, deadline);
            page.items().stream().map(Relationship::ref).forEach(all::add);
            next = page.next();
        } while (next.isPresent());
        do {
            var page = store.incoming(id, next, deadline);
            all.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    private static TwinId twinOf(DeviceId device) {
        return new TwinId(device.value());
    }
}
