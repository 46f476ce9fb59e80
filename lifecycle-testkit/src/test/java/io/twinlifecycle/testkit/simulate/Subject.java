package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.article.ArticlesAlgorithm;
import io.twinlifecycle.testkit.mutants.Mutant;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Whose algorithms are simulated. */
record Subject(
        String name, Make<TwinFactory> factory, Make<RetirementHandler> handler, UnaryOperator<EventEnvelope> event) {

    /** Makes an algorithm. */
    interface Make<T> {
        T over(InMemoryTwinStore graph, TwinStore store, LifecycleSettings settings);
    }

    /** The library's own. */
    static final Subject OURS = of(Mutant.NONE);

    /** What Microsoft's article does. */
    static final Subject ARTICLE = new Subject(
            "the article",
            (graph, store, settings) -> article(graph, store),
            (graph, store, settings) -> article(graph, store),
            event -> event);

    static Subject of(Mutant mutant) {
        return new Subject(
                mutant == Mutant.NONE ? "the library" : mutant.name(),
                (graph, store, settings) -> mutant.factory(store, settings),
                (graph, store, settings) -> mutant.handler(store, settings),
                mutant::event);
    }

    private static ArticlesAlgorithm article(InMemoryTwinStore graph, TwinStore store) {
        return ArticlesAlgorithm.over(
                graph, store, Map.of("targetTemperature", 0.0, "sensor", Map.of("$metadata", Map.of())));
    }
}
