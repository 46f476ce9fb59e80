package io.twinlifecycle.testkit;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.DeadLetterSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A dead-letter sink that keeps its letters in memory and can be told to fail.
 *
 * <p>Safe for use by many threads.
 */
public final class RecordingDeadLetterSink implements DeadLetterSink {

    private enum Operation {
        PARK
    }

    private final List<DeadLetter> letters = new ArrayList<>();
    private final CallScript<Operation, DeadLetter> script = new CallScript<>();

    /** A sink without letters. */
    public RecordingDeadLetterSink() {}

    /** Makes the next letter be refused. */
    public void failNext(LifecycleException failure) {
        script.failNext(Operation.PARK, failure);
    }

    /** Makes the next letter be kept, and the call fail all the same. */
    public void loseAnswer(LifecycleException failure) {
        script.loseNext(Operation.PARK, failure);
    }

    /** What was kept, in order. */
    public synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    /** How often it was called, failed calls included. */
    public int attempts() {
        return script.calls().size();
    }

    @Override
    public void park(DeadLetter letter) {
        Objects.requireNonNull(letter, "letter");
        script.run(Operation.PARK, letter, () -> {
            synchronized (this) {
                return letters.add(letter);
            }
        });
    }
}
