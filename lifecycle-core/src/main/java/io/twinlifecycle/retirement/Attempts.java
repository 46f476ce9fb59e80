package io.twinlifecycle.retirement;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries something until it succeeds, cannot succeed, or the attempts or the time are used up. */
record Attempts(Backoff backoff, Duration budget, TimeSource time, DoubleSupplier random) {

    /** Hears of each failure that is followed by another attempt. */
    interface RetryWatch {
        void onRetry(LifecycleException failure, int attempts, Duration pause);
    }

    /**
     * How it ended: with a value or with the last failure.
     *
     * @param value what came out; null if all attempts failed
     * @param failure why the last attempt failed; null if it did not
     * @param attempts how many there were
     */
    record Tried<T>(@Nullable T value, @Nullable RuntimeException failure, int attempts) {}

    /** Tries. Failures come back as values; an {@link Error} goes through. */
    <T> Tried<T> run(Function<Deadline, T> work, RetryWatch watch) {
        Deadline deadline = Deadline.after(budget, time);
        for (int attempts = 1; ; attempts++) {
            LifecycleException failure;
            try {
                return new Tried<>(work.apply(deadline), null, attempts);
            } catch (LifecycleException e) {
                failure = e;
            } catch (RuntimeException e) {
                return new Tried<>(null, e, attempts);
            }
            Optional<Duration> pause = backoff.pauseAfter(attempts, failure, random.getAsDouble());
            if (pause.isEmpty()
                    || deadline.remaining().compareTo(pause.get()) <= 0
                    || Thread.currentThread().isInterrupted()) {
                return new Tried<>(null, failure, attempts);
            }
            watch.onRetry(failure, attempts, pause.get());
            try {
                if (!deadline.sleep(pause.get())) {
                    return new Tried<>(null, failure, attempts);
                }
            } catch (LifecycleException interrupted) {
                return new Tried<>(null, interrupted, attempts);
            }
        }
    }
}
