package io.twinlifecycle.testkit;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.provisioning.ProvisioningListener;
import io.twinlifecycle.provisioning.ProvisioningRecord;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.RetirementListener;
import io.twinlifecycle.retirement.RetirementOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A listener of both kinds that remembers all it hears, in order.
 *
 * <p>Safe for use by many threads.
 */
public final class RecordingListener implements ProvisioningListener, RetirementListener {

    private final List<ProvisioningRecord> answers = new ArrayList<>();
    private final List<RetirementOutcome> outcomes = new ArrayList<>();
    private final List<LifecycleException> retries = new ArrayList<>();
    private final List<DeadLetter> parked = new ArrayList<>();
    private final List<LifecycleException> failures = new ArrayList<>();

    /** A listener that has heard nothing yet. */
    public RecordingListener() {}

    /** The answers to registrations. */
    public synchronized List<ProvisioningRecord> answers() {
        return List.copyOf(answers);
    }

    /** What became of the events that were handled. */
    public synchronized List<RetirementOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** The failures after which an event was tried again. */
    public synchronized List<LifecycleException> retries() {
        return List.copyOf(retries);
    }

    /** The events that were parked. */
    public synchronized List<DeadLetter> parked() {
        return List.copyOf(parked);
    }

    /** The failures after which an event must be delivered again. */
    public synchronized List<LifecycleException> failures() {
        return List.copyOf(failures);
    }

    @Override
    public synchronized void onAnswer(ProvisioningRecord answered) {
        answers.add(answered);
    }

    @Override
    public synchronized void onOutcome(
            EventEnvelope envelope, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public synchronized void onRetry(EventEnvelope envelope, LifecycleException failure, int attempts, Duration pause) {
        retries.add(failure);
    }

    @Override
    public synchronized void onParked(DeadLetter letter) {
        parked.add(letter);
    }

    @Override
    public synchronized void onFailure(EventEnvelope envelope, LifecycleException failure) {
        failures.add(failure);
    }
}
