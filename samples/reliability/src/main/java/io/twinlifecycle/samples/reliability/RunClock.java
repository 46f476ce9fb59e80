package io.twinlifecycle.samples.reliability;

import java.time.Duration;

/**
 * The time that a run has lived through. When all its processes are stopped for a while, by a debugger or a busy machine's operator, that
 * is not the run's doing: such a gap between two ticks is counted apart. Used by one thread.
 */
final class RunClock {

    private static final Duration GAP = Duration.ofSeconds(10);

    private long last = System.nanoTime();
    private long livedNanos;
    private long stoppedNanos;

    /** To be called several times a second. */
    void tick() {
        long now = System.nanoTime();
        long step = now - last;
        last = now;
        if (step > GAP.toNanos()) {
            stoppedNanos += step;
        } else {
            livedNanos += step;
        }
    }

    double seconds() {
        return livedNanos / 1e9;
    }

    double stoppedSeconds() {
        return stoppedNanos / 1e9;
    }
}
