package io.twinlifecycle.testkit.http;

/** Fills at a steady rate up to what a second brings, at least 1. What is taken may leave it in debt. Not safe for use by many threads. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double capacity;
    private double level;
    private long filledAt;

    TokenBucket(double perSecond, long now) {
        this.perSecond = perSecond;
        capacity = Math.max(1, perSecond);
        level = capacity;
        filledAt = now;
    }

    /**
     * How long until so much is there, in nanoseconds; 0 if it is.
     *
     * @param now a reading of the clock that never goes back, in nanoseconds
     */
    long nanosUntil(double amount, long now) {
        level = Math.min(capacity, level + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
        return level >= amount ? 0 : (long) Math.ceil((amount - level) / perSecond * NANOS);
    }

    void take(double amount) {
        level -= amount;
    }
}
