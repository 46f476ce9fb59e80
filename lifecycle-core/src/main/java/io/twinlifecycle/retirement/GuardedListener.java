package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener whose exceptions are logged and go no further. Errors do: they are about the machine, not about the listener. */
final class GuardedListener implements RetirementListener {

    private static final Logger log = LoggerFactory.getLogger(RetirementListener.class);

    private final RetirementListener listener;

    GuardedListener(RetirementListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    @Override
    public void onOutcome(EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        guard(() -> listener.onOutcome(envelope, event, outcome));
    }

    @Override
    public void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        guard(() -> listener.onRetry(envelope, failure, attempts, pause));
    }

    @Override
    public void onParked(DeadLetter letter) {
        guard(() -> listener.onParked(letter));
    }

    @Override
    public void onFailure(EventEnvelope envelope, LifecycleException failure) {
        guard(() -> listener.onFailure(envelope, failure));
    }

    @Override
    public void onFinished(
            EventEnvelope envelope, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
        guard(() -> listener.onFinished(envelope, event, result, elapsed));
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("listener", listener.getClass().getName())
                    .setCause(e)
                    .log("a retirement listener failed; events are handled all the same");
        }
    }
}
