package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.events.LifecycleEventParser;
import io.twinlifecycle.testkit.article.ArticlesAlgorithm;
import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.Map;
import java.util.function.Function;

/** Whose algorithms are explored. */
record Variant(String name, Function<Setup, Algorithms> algorithms) {

    /** The library's own. Their rounds are not counted, so that rounds that came to nothing can be forgotten. */
    static final Variant OURS = new Variant("the library", setup -> of(Mutant.NONE, setup, 100, true));

    /** The same without any reduction, to see that a reduction loses nothing. */
    static final Variant OURS_IN_FULL = new Variant("the library", setup -> of(Mutant.NONE, setup, 100, false));

    /** What Microsoft's article does, as its pages describe it. */
    static final Variant ARTICLE = new Variant(
            "the article",
            setup -> new Algorithms(
                    ports -> article(ports), ports -> article(ports), LifecycleEventParser::parse, false));

    static Variant of(Mutant mutant) {
        return new Variant(mutant.name(), setup -> of(mutant, setup, 4, false));
    }

    Algorithms over(Setup setup) {
        return algorithms.apply(setup);
    }

    private static ArticlesAlgorithm article(Ports ports) {
        return new ArticlesAlgorithm(ports::replace, ports, Map.of(Scenario.MEASURED, "0"));
    }

    private static Algorithms of(Mutant mutant, Setup setup, int maxRounds, boolean forgetful) {
        return new Algorithms(
                ports -> mutant.factory(ports, setup.settings(ports, maxRounds)),
                ports -> mutant.handler(ports, setup.settings(ports, maxRounds)),
                event -> LifecycleEventParser.parse(mutant.event(event)),
                forgetful);
    }
}
