package io.twinlifecycle.testkit;

import io.twinlifecycle.LifecycleException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records the calls to a fake, and makes chosen ones fail, lose their answer or be preceded by something else. Safe for use by many
 * threads; callbacks run without any lock.
 *
 * @param <O> the operations of the fake
 * @param <C> how a call is recorded
 */
final class CallScript<O extends Enum<O>, C> {

    private record Step(Runnable before, Runnable after, boolean fails) {}

    private final Map<O, Long> counts = new HashMap<>();
    private final Map<O, Map<Long, Deque<Step>>> steps = new HashMap<>();
    private final List<C> calls = new ArrayList<>();
    private Consumer<C> beforeEach = call -> {};

    /** Makes a call, as the script wants it. */
    <T> T run(O operation, C call, Supplier<T> work) {
        List<Step> due = new ArrayList<>();
        Consumer<C> always;
        synchronized (this) {
            calls.add(call);
            long number = counts.merge(operation, 1L, Long::sum);
            Deque<Step> planned = stepsOf(operation).remove(number);
            if (planned != null) {
                due.addAll(planned);
            }
            always = beforeEach;
        }
        always.accept(call);
        due.forEach(step -> step.before().run());
        T answer = work.get();
        due.forEach(step -> step.after().run());
        return answer;
    }

    /** The next call that is not to fail yet fails without doing anything. */
    synchronized void failNext(O operation, LifecycleException failure) {
        failNth(operation, firstWithoutFailure(operation), failure);
    }

    /** The nth call from now fails without doing anything. */
    synchronized void failNth(O operation, int nth, LifecycleException failure) {
        plan(operation, nth, new Step(raise(failure), () -> {}, true));
    }

    /** The next call that is not to fail yet does its work and then fails. */
    synchronized void loseNext(O operation, LifecycleException failure) {
        plan(operation, firstWithoutFailure(operation), new Step(() -> {}, raise(failure), true));
    }

    /** Before the next call does its work, this runs. */
    synchronized void beforeNext(O operation, Runnable action) {
        plan(operation, 1, new Step(action, () -> {}, false));
    }

    synchronized void beforeEach(Consumer<C> action) {
        beforeEach = action;
    }

    synchronized List<C> calls() {
        return List.copyOf(calls);
    }

    synchronized void forget() {
        calls.clear();
    }

    private int firstWithoutFailure(O operation) {
        long done = counts.getOrDefault(operation, 0L);
        int nth = 1;
        while (stepsOf(operation).getOrDefault(done + nth, new ArrayDeque<>()).stream()
                .anyMatch(Step::fails)) {
            nth++;
        }
        return nth;
    }

    private void plan(O operation, int nth, Step step) {
        if (nth < 1) {
            throw new IllegalArgumentException("the next call is number 1, but was asked for number " + nth);
        }
        long number = counts.getOrDefault(operation, 0L) + nth;
        stepsOf(operation).computeIfAbsent(number, key -> new ArrayDeque<>()).add(step);
    }

    private Map<Long, Deque<Step>> stepsOf(O operation) {
        return steps.computeIfAbsent(operation, key -> new HashMap<>());
    }

    private static Runnable raise(LifecycleException failure) {
        return () -> {
            throw failure;
        };
    }
}
