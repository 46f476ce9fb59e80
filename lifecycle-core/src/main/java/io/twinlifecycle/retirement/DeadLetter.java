package io.twinlifecycle.retirement;

import io.twinlifecycle.events.EventEnvelope;
import java.time.Instant;
import java.util.Objects;

/**
 * An event that could not be handled.
 *
 * @param event the event exactly as it arrived
 * @param kind the {@link io.twinlifecycle.LifecycleException.Kind} of the last failure, or {@code UNEXPECTED}
 * @param why the last failure's message
 * @param attempts how often it was tried
 * @param parkedAt when it was given up
 */
public record DeadLetter(EventEnvelope event, String kind, String why, int attempts, Instant parkedAt) {
    /** Checks that all are there. */
    public DeadLetter {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(parkedAt, "parkedAt");
    }
}
