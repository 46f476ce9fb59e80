package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Explores all scenarios, the article's algorithm and the mutants, and prints what it finds; the figures come last, as {@code name:
 * value}. It fails if a promise is broken, a scenario is cut, the article breaks nothing, or a mutant lives.
 *
 * <p>Argument: how many worlds of each scenario to see at most.
 */
final class Explore {

    private static final int MUTANTS_WORLDS = 20_000;
    private static final int ARTICLES_WORLDS = 3_000;

    private final int maxWorlds;
    private long worlds;
    private double schedules;
    private int violations;
    private int cut;
    private int faultsOfTheArticle;
    private int caught;

    private Explore(int maxWorlds) {
        this.maxWorlds = maxWorlds;
    }

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new Explore(Integer.parseInt(args[0])).run() ? 0 : 1);
    }

    private boolean run() {
        for (Setup setup : List.of(Setup.RECOMMENDED, Setup.IN_ORDER_WITHOUT_REGISTRY, Setup.DELETIONS_ONLY)) {
            say("%n%s%n", setup);
            for (Scenario scenario : Scenario.values()) {
                scenario(scenario, setup);
            }
        }
        article();
        mutants();
        int mutants = Mutant.values().length - 1;
        say("%nscenarios: %d%n", Scenario.values().length);
        say("set-ups: 3%n");
        say("worlds: %d%n", worlds);
        say("schedules: %.3g%n", schedules);
        say("scenarios cut: %d%n", cut);
        say("violations: %d%n", violations);
        say("promises that the article breaks: %d of %d%n", faultsOfTheArticle, ArticleFault.values().length);
        say("mutants caught: %d of %d%n", caught, mutants);
        return violations == 0 && cut == 0 && faultsOfTheArticle == ArticleFault.values().length && caught == mutants;
    }

    /** Without creation events a window remains, which the documentation names: there P1 is not promised. */
    private void scenario(Scenario scenario, Setup setup) {
        long began = System.nanoTime();
        Explorer.Findings findings =
                new Explorer(scenario::judge, maxWorlds).explore(scenario.start(Variant.OURS, setup, 2));
        worlds += findings.worlds();
        schedules += findings.schedules();
        cut += findings.complete() ? 0 : 1;
        say(
                "%-52s %,9d worlds %10.3g schedules %s %s %.1f s%n",
                scenario,
                findings.worlds(),
                findings.schedules(),
                findings.complete() ? "all" : "CUT",
                findings.violations().keySet(),
                (System.nanoTime() - began) / 1e9);
        boolean window = setup == Setup.DELETIONS_ONLY && scenario.hasWindow();
        findings.violations().forEach((what, way) -> {
            if (!(window && what.startsWith("P1"))) {
                violations++;
                say("  %s%n    %s%n", what, String.join("\n    ", way));
            }
        });
    }

    private void article() {
        say("%nThe article's algorithm: shortest ways to break a promise%n");
        for (ArticleFault fault : ArticleFault.values()) {
            List<String> way = fault.shortest(ARTICLES_WORLDS);
            faultsOfTheArticle += way.isEmpty() ? 0 : 1;
            say("%s in %d steps%n    %s%n", fault, way.size(), String.join("\n    ", way));
        }
    }

    private void mutants() {
        say("%nMutants%n");
        for (Mutant mutant : Mutant.values()) {
            if (mutant != Mutant.NONE) {
                Optional<Explorer.Caught> found = Explorer.catching(mutant, MUTANTS_WORLDS);
                caught += found.isPresent() ? 1 : 0;
                say(
                        "%-36s %s%n",
                        mutant,
                        found.map(by -> by.scenario() + " "
                                        + by.findings().violations().keySet())
                                .orElse("LIVES"));
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
        System.out.flush();
    }
}
