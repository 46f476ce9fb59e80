package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Simulates a fleet for as long as you like, and lets the same weather loose on the article's algorithm and on the mutants. Prints what it
 * finds; the figures come last, as {@code name: value}. It fails if a promise is broken, or if it does not find a fault that is there.
 *
 * <p>Arguments: seed, number of operations.
 */
final class Simulate {

    /** Within so many operations a fault must be found that this weather can show. */
    static final long ENOUGH_FOR_A_FAULT = 200_000;

    /** The registry makes up for these, or their moment is too rare for the dice. The explorer catches them. */
    private static final Set<Mutant> OUT_OF_REACH = EnumSet.of(
            Mutant.MAP_REPLACED_BY_ONE_STAMP,
            Mutant.ETAG_DROPPED_FROM_PATCH,
            Mutant.ETAG_DROPPED_FROM_DELETE,
            Mutant.RELIST_REMOVED,
            Mutant.REGISTRATION_FACT_NOT_WRITTEN,
            Mutant.MODULE_CHECK_REMOVED);

    private Simulate() {}

    /** Runs it. */
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        long operations = Long.parseLong(args[1]);
        int caught = 0;
        List<Subject> faulty = faulty();
        for (Subject subject : faulty) {
            Optional<String> found = broken(subject, seed);
            caught += found.isPresent() ? 1 : 0;
            say(subject.name() + " " + found.orElse("NOT CAUGHT"));
        }
        Simulation simulation = new Simulation(Subject.OURS, seed);
        int violations = 0;
        try {
            simulation.run(operations);
        } catch (Simulation.Broken e) {
            violations++;
            say("seed " + seed + ", at operation " + simulation.operations() + ": " + e.getMessage());
        }
        say("");
        simulation.tally().forEach(Simulate::figure);
        figure("virtual days", simulation.virtualTime().toDays());
        figure("seed", seed);
        figure("operations", simulation.operations());
        figure("violations", violations);
        figure("faulty algorithms caught", caught + " of " + faulty.size());
        System.exit(violations == 0 && caught == faulty.size() ? 0 : 1);
    }

    /** The article, and every mutant that is within reach. */
    static List<Subject> faulty() {
        List<Subject> faulty = new ArrayList<>();
        faulty.add(Subject.ARTICLE);
        for (Mutant mutant : Mutant.values()) {
            if (mutant != Mutant.NONE && !OUT_OF_REACH.contains(mutant)) {
                faulty.add(Subject.of(mutant));
            }
        }
        return faulty;
    }

    /** When a faulty algorithm breaks a promise, and which; empty if it does not. */
    static Optional<String> broken(Subject subject, long seed) {
        Simulation simulation = new Simulation(subject, seed);
        try {
            simulation.run(ENOUGH_FOR_A_FAULT);
            return Optional.empty();
        } catch (Simulation.Broken e) {
            String what = String.valueOf(e.getMessage());
            return Optional.of(String.format(
                    Locale.ROOT,
                    "after %d operations: %s",
                    simulation.operations(),
                    what.substring(0, Math.min(90, what.length()))));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void figure(String name, Object value) {
        say(name + ": " + value);
    }
}
