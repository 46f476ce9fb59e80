package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Explores all scenarios, the article's algorithm and the mutants, and prints what it finds; the figures come last, as {@code name:
 * value}. It fails if a promise is broken, the article breaks nothing, or a mutant lives.
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
        List<Setup> setups = List.of(Setup.RECOMMENDED, Setup.IN_ORDER_WITHOUT_REGISTRY, Setup.DELETIONS_ONLY);
        for (Setup setup : setups) {
            say("");
            say(setup.name());
            for (Scenario scenario : Scenario.values()) {
                scenario(scenario, setup);
            }
        }
        article();
        mutants();
        int faults = ArticleFault.values().length;
        int mutants = Mutant.values().length - 1;
        say("");
        figure("scenarios", Scenario.values().length);
        figure("set-ups", setups.size());
        figure("worlds", worlds);
        figure("schedules", rounded(schedules));
        figure("scenarios cut", cut);
        figure("violations", violations);
        figure("promises that the article breaks", faultsOfTheArticle + " of " + faults);
        figure("mutants caught", caught + " of " + mutants);
        return violations == 0 && faultsOfTheArticle == faults && caught == mutants;
    }

    private void scenario(Scenario scenario, Setup setup) {
        long began = System.nanoTime();
        Explorer.Findings findings =
                new Explorer(scenario::judge, maxWorlds).explore(scenario.start(Variant.OURS, setup, 2));
        worlds += findings.worlds();
        schedules += findings.schedules();
        cut += findings.complete() ? 0 : 1;
        say(String.format(
                Locale.ROOT,
                "%-52s %,9d worlds %10s schedules %s %s %.1f s",
                scenario,
                findings.worlds(),
                rounded(findings.schedules()),
                findings.complete() ? "all" : "CUT",
                findings.violations().keySet(),
                (System.nanoTime() - began) / 1e9));
        findings.violations().forEach((what, way) -> {
            if (!scenario.isKnownToBreak(what, setup)) {
                violations++;
                say("  " + what);
                way.forEach(step -> say("    " + step));
            }
        });
    }

    private void article() {
        say("");
        say("The article's algorithm: shortest ways to break a promise");
        for (ArticleFault fault : ArticleFault.values()) {
            List<String> way = fault.shortest(ARTICLES_WORLDS);
            faultsOfTheArticle += way.isEmpty() ? 0 : 1;
            say(fault + " in " + way.size() + " steps");
            way.forEach(step -> say("    " + step));
        }
    }

    private void mutants() {
        say("");
        say("Mutants");
        for (Mutant mutant : Mutant.values()) {
            if (mutant != Mutant.NONE) {
                Optional<Explorer.Caught> found = Explorer.catching(mutant, MUTANTS_WORLDS);
                caught += found.isPresent() ? 1 : 0;
                say(mutant + " "
                        + found.map(by -> by.scenario() + " " + by.setup() + " "
                                        + by.findings().violations().keySet())
                                .orElse("LIVES"));
            }
        }
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, number < 1e6 ? "%.0f" : "%.2g", number);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void figure(String name, Object value) {
        say(name + ": " + value);
    }
}
