package io.twinlifecycle.testkit.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the article's algorithm breaks, and in how few steps. */
enum ArticleFault {
    /** A live device loses its twin. */
    P1(6),
    /** A dead device's twin stays. */
    P2(6),
    /** What others wrote into a twin is lost. */
    P3(8);

    private final int steps;

    ArticleFault(int steps) {
        this.steps = steps;
    }

    int steps() {
        return steps;
    }

    /** A shortest way to it in any scenario, breadth first, each event being delivered once; empty if there is none. */
    List<String> shortest(int maxWorlds) {
        List<List<String>> ways = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            new Explorer(scenario::judge, maxWorlds)
                    .shortest(scenario.start(Variant.ARTICLE, Setup.BARE, 1), name())
                    .ifPresent(ways::add);
        }
        return ways.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
    }
}
