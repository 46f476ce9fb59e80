package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells from the events of one batch whether the twin store is away. Safe for use by many threads. */
final class Outage {

    /** So many events in a row that could not be handled now. */
    static final int ASSUMED_AFTER = 3;

    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicReference<@Nullable LifecycleException> last = new AtomicReference<>();

    /** Whether the failure may pass by itself. An interruption is the caller's wish, not the store's state. */
    static boolean mayEnd(LifecycleException failure) {
        return failure.isRetryable() && failure.kind() != LifecycleException.Kind.INTERRUPTED;
    }

    void goesOn(LifecycleException failure) {
        last.set(failure);
        inARow.incrementAndGet();
    }

    void isOver() {
        inARow.set(0);
    }

    /** The last failure, if the store is taken for away. */
    Optional<LifecycleException> assumed() {
        return inARow.get() < ASSUMED_AFTER ? Optional.empty() : Optional.ofNullable(last.get());
    }
}
