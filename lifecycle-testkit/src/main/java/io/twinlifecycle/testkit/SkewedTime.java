package io.twinlifecycle.testkit;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A clock that goes wrong by a fixed time: the time of day of another clock, shifted. Give it to a server or a graph to see what happens
 * to those who compare its times with their own.
 *
 * <p>Safe for use by many threads.
 */
public final class SkewedTime implements TimeSource {

    private final TimeSource right;
    private volatile Duration skew;

    /**
     * A clock that goes wrong.
     *
     * @param right the clock that goes right
     * @param skew by how much this one is fast; slow if negative
     */
    public SkewedTime(TimeSource right, Duration skew) {
        this.right = Objects.requireNonNull(right, "right");
        this.skew = Objects.requireNonNull(skew, "skew");
    }

    /** Goes wrong by another time from now on. */
    public void skew(Duration newSkew) {
        skew = Objects.requireNonNull(newSkew, "newSkew");
    }

    @Override
    public Instant now() {
        return right.now().plus(skew);
    }

    /** As the other clock's: only the time of day goes wrong. */
    @Override
    public long nanoTime() {
        return right.nanoTime();
    }

    @Override
    public void sleep(Duration time) {
        right.sleep(time);
    }
}
