package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import java.util.Objects;

/**
 * What became of one incoming event. What matters to whoever delivers events is {@link #isSafe}: a safe event may be forgotten, any
 * other must be delivered again.
 *
 * <p>Immutable and safe for use by many threads.
 */
public sealed interface EventResult {

    /** Says whether the event may be forgotten: it was handled, or a dead-letter sink keeps it. */
    default boolean isSafe() {
        return !(this instanceof Failed);
    }

    /**
     * It was handled, and may be forgotten.
     *
     * @param outcome what was done
     */
    record Handled(RetirementOutcome outcome) implements EventResult {
        /** Checks that it is there. */
        public Handled {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * It could not be handled, but a dead-letter sink keeps it for a replay, so it may be forgotten.
     *
     * @param letter what the sink keeps
     */
    record Parked(DeadLetter letter) implements EventResult {
        /** Checks that it is there. */
        public Parked {
            Objects.requireNonNull(letter, "letter");
        }
    }

    /**
     * It was neither handled nor parked. It must be delivered again; to forget it is to lose it.
     *
     * @param failure why
     */
    record Failed(LifecycleException failure) implements EventResult {
        /** Checks that it is there. */
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }
    }
}
