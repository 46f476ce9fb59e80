package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.testkit.mutants.Mutant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through every order in which the actors of a scenario can act, and judges every end. */
final class Explorer {

    /**
     * What was found.
     *
     * @param worlds how many distinct worlds there are
     * @param ends those of them that are ends, as texts
     * @param schedules how many orders of steps lead from the beginning to an end; the walk covers them all, since two orders that lead to
     *     the same world have the same future
     * @param violations for each kind the shortest way to it that was met
     * @param complete whether all was seen
     */
    record Findings(
            int worlds, Set<String> ends, double schedules, Map<String, List<String>> violations, boolean complete) {}

    private static final class Frame {
        private final String what;
        private final String world;
        private final Iterator<World.Step> left;
        private double orders;

        Frame(String what, String world, Iterator<World.Step> left) {
            this.what = what;
            this.world = world;
            this.left = left;
        }
    }

    private record Node(String what, @Nullable Node before, World world) {}

    /** Where a mutant was caught, and how. */
    record Caught(Scenario scenario, Setup setup, Findings findings) {}

    private final Function<Shared, List<String>> judge;
    private final int maxWorlds;
    private final WorldTable table = new WorldTable();
    private final Map<String, List<String>> violations = new TreeMap<>();
    private final Deque<Frame> path = new ArrayDeque<>();
    private final Set<String> ends = new HashSet<>();
    private double schedules;

    Explorer(Function<Shared, List<String>> judge, int maxWorlds) {
        this.judge = judge;
        this.maxWorlds = maxWorlds;
    }

    /** The first scenario that catches a mutant: in the set-up that we recommend, or else where there is no registry. */
    static Optional<Caught> catching(Mutant mutant, int maxWorlds) {
        for (Setup setup : List.of(Setup.RECOMMENDED, Setup.IN_ORDER_WITHOUT_REGISTRY)) {
            for (Scenario scenario : Scenario.values()) {
                World start = scenario.start(Variant.of(mutant), setup, 2);
                Findings findings = new Explorer(scenario::judge, maxWorlds).exploreUntilItBreaks(start);
                if (!findings.violations().isEmpty()) {
                    return Optional.of(new Caught(scenario, setup, findings));
                }
            }
        }
        return Optional.empty();
    }

    /** Depth first, each world once. */
    Findings explore(World start) {
        return explore(start, false);
    }

    /** The same, but only up to the first violation. */
    Findings exploreUntilItBreaks(World start) {
        return explore(start, true);
    }

    private Findings explore(World start, boolean untilItBreaks) {
        enter("", start);
        while (!path.isEmpty() && table.size() < maxWorlds && !(untilItBreaks && !violations.isEmpty())) {
            Frame frame = path.getLast();
            if (frame.left.hasNext()) {
                World.Step step = frame.left.next();
                enter(step.what(), step.next());
            } else {
                path.removeLast();
                table.setOrders(frame.world, frame.orders);
                count(frame.orders);
            }
        }
        return new Findings(table.size(), ends, schedules, violations, path.isEmpty());
    }

    private void enter(String what, World world) {
        String text = world.canonical();
        if (table.add(text) < 0) {
            count(table.orders(text));
            return;
        }
        List<World.Step> steps = world.steps();
        Frame frame = new Frame(what, text, steps.iterator());
        path.addLast(frame);
        if (steps.isEmpty()) {
            ends.add(Canon.ranked(world));
            frame.orders = 1;
            for (String violation : judge.apply(world.shared())) {
                List<String> way = path.stream().map(each -> each.what).skip(1).toList();
                violations.merge(violation, way, (known, found) -> found.size() < known.size() ? found : known);
            }
        }
    }

    /** The orders from a world are orders from the world before it too. */
    private void count(double orders) {
        if (path.isEmpty()) {
            schedules = orders;
        } else {
            path.getLast().orders += orders;
        }
    }

    /** Breadth first: a shortest way to a violation that begins with these letters, if there is one. */
    Optional<List<String>> shortest(World start, String kind) {
        Set<String> seen = new HashSet<>();
        Deque<Node> waiting = new ArrayDeque<>();
        waiting.add(new Node("", null, start));
        while (!waiting.isEmpty() && seen.size() < maxWorlds) {
            Node node = waiting.remove();
            List<World.Step> steps = node.world().steps();
            if (steps.isEmpty()
                    && judge.apply(node.world().shared()).stream().anyMatch(found -> found.startsWith(kind))) {
                return Optional.of(way(node));
            }
            for (World.Step step : steps) {
                if (seen.add(step.next().canonical())) {
                    waiting.add(new Node(step.what(), node, step.next()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> way(Node end) {
        List<String> way = new ArrayList<>();
        for (Node node = end; node != null && node.before() != null; node = node.before()) {
            way.add(0, node.what());
        }
        return way;
    }
}
