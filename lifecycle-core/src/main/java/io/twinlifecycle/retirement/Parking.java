package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import org.jspecify.annotations.Nullable;

/** Gives events up: into the sink if there is one and it takes them, else back to whoever delivers them. */
record Parking(@Nullable DeadLetterSink sink, Attempts attempts, EventReporter reporter) {

    static final String UNEXPECTED = "UNEXPECTED";

    EventResult park(Reading reading, RuntimeException failure, int tries) {
        if (isInterruption(failure)) {
            Thread.currentThread().interrupt();
            return reporter.failed(reading, LifecycleException.interrupted(failure));
        }
        LifecycleException known = known(failure);
        if (sink == null) {
            return reporter.failed(reading, known);
        }
        DeadLetter letter = new DeadLetter(
                reading.envelope(),
                failure instanceof LifecycleException ? known.kind().name() : UNEXPECTED,
                String.valueOf(known.getMessage()),
                tries,
                attempts.time().now());
        Attempts.Tried<DeadLetter> parked = attempts.run(
                deadline -> keep(sink, letter), (why, soFar, pause) -> reporter.retrying(reading, why, soFar, pause));
        if (parked.value() != null) {
            return reporter.parked(reading, letter, failure);
        }
        if (parked.failure() != null) {
            if (isInterruption(parked.failure())) {
                Thread.currentThread().interrupt();
            }
            reporter.notParked(reading.envelope(), parked.failure());
        }
        return reporter.failed(reading, known);
    }

    private static DeadLetter keep(DeadLetterSink sink, DeadLetter letter) {
        try {
            sink.park(letter);
            return letter;
        } catch (LifecycleException e) {
            throw e;
        } catch (RuntimeException e) {
            throw LifecycleException.collaboratorFailed("the dead-letter sink failed unexpectedly", e);
        }
    }

    private static boolean isInterruption(RuntimeException failure) {
        return Thread.currentThread().isInterrupted()
                || (failure instanceof LifecycleException e && e.kind() == LifecycleException.Kind.INTERRUPTED);
    }

    private static LifecycleException known(RuntimeException failure) {
        return failure instanceof LifecycleException e
                ? e
                : LifecycleException.collaboratorFailed(
                        "handling failed unexpectedly with "
                                + failure.getClass().getName(),
                        failure);
    }
}
