package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.store.TwinStore.WriteOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm between two calls, or at its end.
 *
 * <p>A round that came to nothing (the twin was changed by others, or the call failed) is forgotten if nothing was removed or decided: the
 * algorithm then stands where it would stand had it just begun. That this is so is not taken for granted. A run that remembers everything
 * goes along, and must make the same calls.
 */
final class Running implements Actor {

    private final Program program;
    private final World.Rules rules;
    private final List<Object> answers;
    private final List<Object> all; // with forgotten rounds
    private final boolean removed;
    private final @Nullable Suspended waiting;
    private final Program.@Nullable End end;

    private final Map<Object, Running> next = new HashMap<>();
    private final Map<String, String> descriptions = new HashMap<>();

    private Running(
            Program program,
            World.Rules rules,
            List<Object> answers,
            List<Object> all,
            boolean removed,
            @Nullable Suspended waiting,
            Program.@Nullable End end) {
        this.program = program;
        this.rules = rules;
        this.answers = answers;
        this.all = all;
        this.removed = removed;
        this.waiting = waiting;
        this.end = end;
    }

    /** An algorithm before its first call. The same program gives the same object, so that its future is worked out once. */
    static Running start(Program program, World.Rules rules) {
        return rules.started().computeIfAbsent(program, unknown -> run(program, rules, List.of(), List.of(), false));
    }

    Program program() {
        return program;
    }

    /** Whether it has ended. */
    boolean isOver() {
        return end != null;
    }

    /** How it ended. */
    Program.End end() {
        return Objects.requireNonNull(end, "it is still under way");
    }

    /** The call that it is about to make, if it is not over. */
    Suspended waiting() {
        return Objects.requireNonNull(waiting, "it is over");
    }

    /** Whether it may have removed a relationship. */
    boolean hasRemoved() {
        return removed;
    }

    /** Whether it stands where it stood in the beginning. */
    boolean isAtItsBeginning() {
        return answers.isEmpty() && !isOver();
    }

    /** What becomes of it when its call is answered; a {@link LifecycleException} is a failure. */
    Running answered(Object answer) {
        Running known = next.get(answer);
        if (known == null) {
            known = work(answer);
            next.put(answer, known);
        }
        return known;
    }

    private Running work(Object answer) {
        boolean removes = removed || waiting().words().equals(Ports.DELETES_RELATIONSHIP);
        Running exact = run(program, rules, with(answers, answer), with(all, answer), removes);
        if (exact.all.size() != exact.answers.size()) {
            exact.requireSame(run(program, rules, exact.all, exact.all, removes));
        }
        boolean leavesNothing = !removes && !hasDecided();
        if (rules.algorithms().forgetful() && leavesNothing && cameToNothing(answer)) {
            Running anew = run(program, rules, List.of(), exact.all, false);
            if (anew.standsAt(exact)) {
                return anew;
            }
        }
        return exact;
    }

    /** A creation event that has made a twin, or heard that its device is gone, goes on as a deletion would, and does not begin anew. */
    private boolean hasDecided() {
        return answers.contains(CreateOutcome.CREATED) || (program.isCreationEvent() && answers.contains(false));
    }

    private static boolean cameToNothing(Object answer) {
        return answer == WriteOutcome.CHANGED
                || answer == WriteOutcome.GONE
                || answer == DeleteOutcome.CHANGED
                || answer == CreateOutcome.EXISTS
                || answer instanceof LifecycleException;
    }

    private void requireSame(Running thatRemembers) {
        if (!standsAt(thatRemembers)) {
            throw new AssertionError("an algorithm remembers a round that was to be forgotten: " + program + all);
        }
    }

    private boolean standsAt(Running other) {
        return end == other.end
                && (waiting == null
                        ? other.waiting == null
                        : other.waiting != null && waiting.call().equals(other.waiting.call()));
    }

    private static Running run(
            Program program, World.Rules rules, List<Object> answers, List<Object> all, boolean removed) {
        try {
            Program.End end = program.run(rules.algorithms(), new Ports(answers, rules));
            return new Running(program, rules, answers, all, removed, null, end);
        } catch (Suspended waiting) {
            return new Running(program, rules, answers, all, removed, waiting, null);
        }
    }

    private static List<Object> with(List<Object> list, Object more) {
        List<Object> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    /** Two runs are alike if they did the same so far. Of versions only matters whether they are the current one. */
    String describe(Shared shared) {
        Graph graph = shared.graph();
        StringBuilder current = new StringBuilder();
        current.append(program.isAboutALiveDevice(shared) ? '+' : '-');
        for (Object answer : answers) {
            if (answer instanceof Optional<?> optional && optional.orElse(null) instanceof StoredTwin twin) {
                current.append(graph.isCurrent(twin) ? '+' : '-');
            }
        }
        return descriptions.computeIfAbsent(current.toString(), this::describe);
    }

    private String describe(String current) {
        StringBuilder text = new StringBuilder(200);
        program.describe(text);
        text.append(removed).append(current.charAt(0));
        int twins = 1;
        for (Object answer : answers) {
            text.append('|');
            if (answer instanceof Optional<?> optional && optional.orElse(null) instanceof StoredTwin twin) {
                text.append(current.charAt(twins++)).append(twin.contents());
            } else if (answer instanceof LifecycleException failure) {
                text.append(failure.kind());
            } else {
                text.append(answer);
            }
        }
        return text.append(end).toString();
    }
}
