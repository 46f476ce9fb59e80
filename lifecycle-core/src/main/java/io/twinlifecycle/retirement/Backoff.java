package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When to try again, and when to give up: pauses that grow by a factor up to a cap, shortened by a random part so that many who failed
 * together do not come back together. Pure: whoever asks brings the random number and does the waiting.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param first the pause after the first failure
 * @param factor by how much each pause is longer than the one before it; at least 1
 * @param cap no pause is longer, unless the one who failed us asked for more
 * @param jitter the largest part of a pause that chance takes away: 0 for none, 1 for all
 * @param maxAttempts how often to try in all; 1 means never again
 */
public record Backoff(Duration first, double factor, Duration cap, double jitter, int maxAttempts) {

    private static final Backoff STANDARD = new Backoff(Duration.ofMillis(200), 2.0, Duration.ofSeconds(10), 0.2, 8);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Backoff {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(cap, "cap");
        check(!first.isNegative(), "first pause must not be negative but was " + first);
        check(factor >= 1 && Double.isFinite(factor), "factor must be at least 1 but was " + factor);
        check(cap.compareTo(first) >= 0, "cap must not be shorter than the first pause, " + first + ", but was " + cap);
        check(jitter >= 0 && jitter <= 1, "jitter must be between 0 and 1 but was " + jitter);
        check(maxAttempts >= 1, "max attempts must be at least 1 but was " + maxAttempts);
    }

    /** Eight attempts over about 20 seconds: 0.2 s, doubled up to 10 s, less up to a fifth. */
    public static Backoff standard() {
        return STANDARD;
    }

    /** A single attempt. */
    public static Backoff never() {
        return new Backoff(Duration.ZERO, 1, Duration.ZERO, 0, 1);
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param attempts how many attempts were made, this failed one included; at least 1
     * @param failure why the last one failed; the pause is never shorter than its {@link LifecycleException#retryAfter retry-after}
     * @param random a number from 0 (inclusive) to 1 (exclusive)
     * @return empty if there shall be no next attempt: they are used up, or the failure is not retryable, or it is an interruption
     */
    public Optional<Duration> pauseAfter(int attempts, LifecycleException failure, double random) {
        if (!failure.isRetryable() || failure.kind() == LifecycleException.Kind.INTERRUPTED) {
            return Optional.empty();
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return pauseAfter(attempts, random).map(pause -> asked.compareTo(pause) > 0 ? asked : pause);
    }

    /**
     * How long to wait before the next attempt, whatever made the last one fail.
     *
     * @param attempts how many attempts were made, this failed one included; at least 1
     * @param random a number from 0 (inclusive) to 1 (exclusive)
     * @return empty if the attempts are used up
     */
    public Optional<Duration> pauseAfter(int attempts, double random) {
        if (attempts >= maxAttempts) {
            return Optional.empty();
        }
        double grown = first.toNanos() * Math.pow(factor, attempts - 1.0);
        double capped = Math.min(grown, (double) cap.toNanos());
        return Optional.of(Duration.ofNanos((long) (capped * (1 - jitter * random))));
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
