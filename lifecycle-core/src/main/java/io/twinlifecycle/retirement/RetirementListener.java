package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what became of events: for an audit trail, for metrics, for alarms. Each method does nothing unless it is overridden.
 *
 * <p>A listener is a bystander: one that throws is logged and otherwise ignored, and never changes what becomes of an event. It is
 * called by the threads that handle events, so it is safe for use by many threads and does not block.
 */
public interface RetirementListener {

    /**
     * An event was handled.
     *
     * @param envelope the event as it arrived
     * @param event what was in it; empty if it is no lifecycle event of a device
     * @param outcome what was done
     */
    default void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {}

    /**
     * An attempt at an event failed, and there will be another.
     *
     * @param envelope the event as it arrived
     * @param failure why the attempt failed
     * @param attempts how many attempts were made so far
     * @param pause how long we wait before the next one
     */
    default void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {}

    /**
     * An event was given up; the dead-letter sink keeps it.
     *
     * @param letter what the sink keeps
     */
    default void onParked(DeadLetter letter) {}

    /**
     * An event was neither handled nor parked, and must be delivered again.
     *
     * @param envelope the event as it arrived
     * @param failure why
     */
    default void onFailure(EventEnvelope envelope, LifecycleException failure) {}

    /**
     * The handling of an event has ended, well or not; {@link #onOutcome}, {@link #onParked} or {@link #onFailure} was told before. Events
     * that were left over when the caller's thread was interrupted are not told of.
     *
     * @param envelope the event as it arrived
     * @param event what was in it; empty if it is no lifecycle event of a device, or cannot be read
     * @param result what became of it
     * @param elapsed from the first attempt to the end, all attempts and pauses included
     */
    default void onFinished(
            EventEnvelope envelope, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {}

    /** One that does nothing. */
    static RetirementListener none() {
        return new RetirementListener() {};
    }

    /** One that tells this one and then the other; neither keeps the other from hearing by throwing. */
    default RetirementListener and(RetirementListener other) {
        return new ListenerPair(new GuardedListener(this), new GuardedListener(other));
    }
}
