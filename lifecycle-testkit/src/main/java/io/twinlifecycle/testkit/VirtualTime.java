package io.twinlifecycle.testkit;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Time that stands still until it is told to move. A {@link #sleep} moves it by as much and returns at once.
 *
 * <p>Safe for use by many threads; if several sleep, each moves it.
 */
public final class VirtualTime implements TimeSource {

    /** When it starts. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    // Not zero, and not in step with the time of day: code that mixes the two clocks up is found out.
    private static final long NANO_ORIGIN = 7_777_777_777L;

    private Duration passed = Duration.ZERO;

    /** Time that has not moved yet. */
    public VirtualTime() {}

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    @Override
    public synchronized long nanoTime() {
        return NANO_ORIGIN + passed.toNanos();
    }

    @Override
    public void sleep(Duration time) {
        if (time.isNegative() || time.isZero()) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw LifecycleException.interrupted(null);
        }
        advance(time);
    }

    /**
     * Moves time forward.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time cannot go back, but was told to move by " + time);
        }
        passed = passed.plus(time);
    }

    /** How much has passed since the start. */
    public synchronized Duration passed() {
        return passed;
    }
}
