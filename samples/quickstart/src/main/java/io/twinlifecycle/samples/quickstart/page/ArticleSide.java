package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.article.ArticlesAlgorithm;
import io.twinlifecycle.testkit.graph.ModelEntry;
import io.twinlifecycle.testkit.graph.Models;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The article's algorithm on a twin graph of its own. It gets the same requests and the same events as the library, in the same order, and
 * changes nothing of what the library does. Safe for use by many threads.
 */
final class ArticleSide {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(4);

    private final TimeSource time;
    private final Models models;
    private final TwinGraph graph;
    private final ArticlesAlgorithm algorithm;

    /** What became of registrations that are not answered yet. DPS has one of a device at a time. */
    private final Map<RegistrationId, Side> underWay = new ConcurrentHashMap<>();

    /**
     * Starts with a copy of the library's graph.
     *
     * @param ours only read
     */
    ArticleSide(TwinGraph ours, TimeSource time) {
        this.time = time;
        models = ours.models();
        graph = new TwinGraph(time);
        copy(ours);
        InMemoryTwinStore store = new InMemoryTwinStore(graph);
        // Its history is of no use here, and would grow for ever.
        store.beforeEach(call -> store.forgetCalls());
        algorithm = ArticlesAlgorithm.over(store, store, Map.of());
    }

    TwinGraph graph() {
        return graph;
    }

    /** The same factory, but the article's algorithm gets each request first. */
    TwinFactory beside(TwinFactory ours) {
        return request -> {
            underWay.put(request.registrationId(), register(request));
            return ours.findOrCreate(request);
        };
    }

    /** What became of a registration; it is told once. */
    Side registered(RegistrationId id) {
        Side side = underWay.remove(id);
        return side == null ? new Side("NOT_ASKED", "It was not asked.", false) : side;
    }

    Side handle(LifecycleEvent event) {
        try {
            RetirementOutcome outcome = algorithm.handle(event, Deadline.after(TIME_LIMIT, time));
            return Side.of(outcome.kind(), Words.article(outcome));
        } catch (RuntimeException e) {
            return Side.failed(e);
        }
    }

    private Side register(TwinRequest request) {
        try {
            copyModels(request.model());
            TwinResult.Ready ready = (TwinResult.Ready) algorithm.findOrCreate(request);
            return Side.of(ready.change(), Words.twin(ready));
        } catch (RuntimeException e) {
            return Side.failed(e);
        }
    }

    private void copy(TwinGraph ours) {
        ours.twins().all().forEach(twin -> {
            copyModels(twin.model());
            graph.twins().put(twin.id(), twin.document(), false);
        });
        ours.relationships()
                .all()
                .forEach(each -> graph.relationships().put(each.source(), each.id(), each.document(), false));
    }

    /** The library's graph gets models at any time, from clients of Azure Digital Twins. */
    synchronized void copyModels(ModelId id) {
        List<Map<String, Object>> missing = models.withDependencies(List.of(id)).stream()
                .filter(model -> graph.models().find(model.id()).isEmpty())
                .map(ModelEntry::dtdl)
                .toList();
        if (!missing.isEmpty()) {
            graph.models().addAny(missing);
        }
    }
}
