package io.twinlifecycle;

import java.time.Duration;
import java.util.Objects;

/**
 * A moment by which work must be done, on a clock that never goes back. It is handed down from the caller who has the budget to every
 * call that may wait.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Deadline {

    private final TimeSource time;
    private final long endNanos;

    private Deadline(TimeSource time, long endNanos) {
        this.time = time;
        this.endNanos = endNanos;
    }

    /**
     * A deadline so far from now.
     *
     * @param budget how long the work may take; zero or less means that it is over already
     */
    public static Deadline after(Duration budget, TimeSource time) {
        Objects.requireNonNull(budget, "budget");
        return new Deadline(time, time.nanoTime() + budget.toNanos());
    }

    /** What is left; zero when it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endNanos - time.nanoTime()));
    }

    /** Says whether the time is over. */
    public boolean isOver() {
        return endNanos - time.nanoTime() <= 0;
    }

    /**
     * Waits, but only if the deadline leaves time for it and for some work after.
     *
     * @return false, at once, if the deadline comes first
     */
    public boolean sleep(Duration pause) {
        if (remaining().compareTo(pause) <= 0) {
            return false;
        }
        time.sleep(pause);
        return true;
    }

    @Override
    public String toString() {
        return "in " + remaining();
    }
}
