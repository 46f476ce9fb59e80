package io.twinlifecycle.testkit.explore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Walks through every order in which the actors of a scenario can act, depth first, and judges every end. */
final class Explorer {

    /** What was found: how many worlds, how many ends, and for each kind of violation the shortest way to it that was met. */
    record Findings(int worlds, int ends, Map<String, List<String>> violations, boolean complete) {}

    private record Key(long high, long low) {}

    private record Frame(String what, Iterator<World.Step> left) {}

    private final Function<Shared, List<String>> judge;
    private final int maxWorlds;
    private final Set<Key> seen = new HashSet<>();
    private final Map<String, List<String>> violations = new LinkedHashMap<>();
    private final Deque<Frame> path = new ArrayDeque<>();
    private int ends;

    Explorer(Function<Shared, List<String>> judge, int maxWorlds) {
        this.judge = judge;
        this.maxWorlds = maxWorlds;
    }

    Findings explore(World start) {
        enter("", start);
        while (!path.isEmpty() && seen.size() < maxWorlds) {
            Frame frame = path.getLast();
            if (frame.left().hasNext()) {
                World.Step step = frame.left().next();
                enter(step.what(), step.next());
            } else {
                path.removeLast();
            }
        }
        return new Findings(seen.size(), ends, violations, path.isEmpty());
    }

    private void enter(String what, World world) {
        if (!seen.add(key(world.canonical()))) {
            return;
        }
        List<World.Step> steps = world.steps();
        path.addLast(new Frame(what, steps.iterator()));
        if (steps.isEmpty()) {
            ends++;
            for (String violation : judge.apply(world.shared())) {
                List<String> way = way();
                violations.merge(violation, way, (known, found) -> found.size() < known.size() ? found : known);
            }
        }
    }

    private List<String> way() {
        List<String> way = new ArrayList<>();
        path.forEach(frame -> way.add(frame.what()));
        return way;
    }

    /** 128 bits of a digest stand for a world, so that millions fit into memory. */
    private static Key key(String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Key(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
