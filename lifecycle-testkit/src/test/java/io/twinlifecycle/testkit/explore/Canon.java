package io.twinlifecycle.testkit.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a world so that two worlds in which the same can happen from here on have the same text. Who comes first in a list of actors
 * does not matter, and neither do versions that are no more. Of times only matters which is before which, since the algorithms do
 * nothing with them but compare: each is replaced by its rank. All times to come are later than all that were.
 */
final class Canon {

    private static final String TIME = "2030-01-01T00:00:";
    private static final int MOMENTS = 60; // no scenario takes a minute
    private static final int LENGTH = "2030-01-01T00:00:00Z".length();

    private Canon() {}

    /** Ranked, if the algorithms are explored with every reduction. */
    static String of(World world) {
        return world.rules().algorithms().forgetful() ? ranked(world) : text(world);
    }

    static String ranked(World world) {
        return ranked(text(world));
    }

    private static String text(World world) {
        StringBuilder text = new StringBuilder(1_000);
        Shared shared = world.shared();
        Graph graph = shared.graph();
        graph.twins().values().forEach(twin -> text.append(twin.id()).append(twin.contents()));
        text.append(graph.edges().keySet()).append(graph.owedEdges()).append(graph.owedValues());
        shared.homes()
                .forEach((device, home) ->
                        text.append(device).append(home.hubs()).append(home.assigned()));
        text.append(shared.failures()).append(shared.crashes()).append(shared.marks());
        for (Shared.Event event : shared.events()) {
            event.describe(text.append(event.copies()));
        }
        List<String> actors = new ArrayList<>();
        for (Actor actor : world.actors()) {
            actors.add(actor instanceof Running running ? running.describe(shared) : actor.toString());
        }
        actors.sort(null); // all times have the same length, so ranks put them into the same order
        actors.forEach(text::append);
        return text.toString();
    }

    private static String ranked(String text) {
        int[] ranks = new int[MOMENTS];
        for (int i = text.indexOf(TIME); i >= 0; i = text.indexOf(TIME, i + LENGTH)) {
            ranks[moment(text, i)] = 1;
        }
        for (int i = 1; i < MOMENTS; i++) {
            ranks[i] += ranks[i - 1];
        }
        StringBuilder ranked = new StringBuilder(text.length());
        int from = 0;
        for (int i = text.indexOf(TIME); i >= 0; i = text.indexOf(TIME, from)) {
            ranked.append(text, from, i).append('#').append((char) ('A' + ranks[moment(text, i)]));
            from = i + LENGTH;
        }
        return ranked.append(text, from, text.length()).toString();
    }

    private static int moment(String text, int at) {
        int seconds = at + TIME.length();
        return 10 * (text.charAt(seconds) - '0') + text.charAt(seconds + 1) - '0';
    }
}
