package io.twinlifecycle.testkit.eventhubs;

/** Times to wait, in milliseconds; a negative one is for ever. */
final class Waits {

    private Waits() {}

    static long sooner(long one, long other) {
        if (one < 0 || other < 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
