package io.twinlifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from. Everything that reads a clock or waits does it through one of these, so that a test can hold time still and
 * a simulation can run days in a second.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface TimeSource {

    /** The time of day, for facts that are stored and compared with those of other machines. */
    Instant now();

    /** A reading of a clock that never goes back, in nanoseconds from an arbitrary origin, for budgets. */
    long nanoTime();

    /**
     * Waits.
     *
     * @param time how long; nothing happens if it is zero or negative
     * @throws LifecycleException of kind {@link LifecycleException.Kind#INTERRUPTED} if the thread is interrupted; its interrupt
     *     flag stays set
     */
    void sleep(Duration time);

    /** The machine's own clocks. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
