package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Duration;
import java.util.Optional;

/** Two listeners as one. */
record ListenerPair(GuardedListener first, GuardedListener second) implements RetirementListener {

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        first.onOutcome(envelope, event, outcome);
        second.onOutcome(envelope, event, outcome);
    }

    @Override
    public void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        first.onRetry(envelope, failure, attempts, pause);
        second.onRetry(envelope, failure, attempts, pause);
    }

    @Override
    public void onParked(DeadLetter letter) {
        first.onParked(letter);
        second.onParked(letter);
    }

    @Override
    public void onFailure(EventEnvelope envelope, LifecycleException failure) {
        first.onFailure(envelope, failure);
        second.onFailure(envelope, failure);
    }

    @Override
    public void onFinished(
            EventEnvelope envelope, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
        first.onFinished(envelope, event, result, elapsed);
        second.onFinished(envelope, event, result, elapsed);
    }
}
