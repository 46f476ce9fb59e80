package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lets so many registrations a minute through, and no limit at first. Safe for use by many threads. */
final class Throttle {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final TimeSource time;
    private final Deque<Instant> passed = new ArrayDeque<>();
    private int perMinute = Integer.MAX_VALUE;

    Throttle(TimeSource time) {
        this.time = time;
    }

    synchronized void limit(int registrationsPerMinute) {
        if (registrationsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "a limit is one registration a minute at least, but was " + registrationsPerMinute);
        }
        perMinute = registrationsPerMinute;
        passed.clear();
    }

    /** Counts a registration. Says how long it has to wait if it is too many; then it does not count. */
    synchronized Optional<Duration> tooMany() {
        if (perMinute == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Instant now = time.now();
        while (!passed.isEmpty() && !passed.getFirst().plus(WINDOW).isAfter(now)) {
            passed.removeFirst();
        }
        if (passed.size() >= perMinute) {
            return Optional.of(Duration.between(now, passed.getFirst().plus(WINDOW)));
        }
        passed.addLast(now);
        return Optional.empty();
    }
}
