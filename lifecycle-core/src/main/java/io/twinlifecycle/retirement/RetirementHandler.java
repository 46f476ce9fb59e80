package io.twinlifecycle.retirement;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.events.LifecycleEvent;

/**
 * Keeps a twin in step with the lifecycle events of its device: notes that the device was created, and retires the twin when it was
 * deleted and lives on no other hub.
 *
 * <p>The contract, whose rules the test kit checks by number: no event, however late, repeated, reordered or foreign, retires the twin
 * of a live device (P1); after the deletion of a device that does not come back, its twin and all relationships to and from it are gone
 * and nothing else is (P2); handling an event again is the same as handling it once, and completes what an earlier attempt left (P4).
 *
 * <p>Implementations are safe for use by many threads, also for events of the same device.
 */
@FunctionalInterface
public interface RetirementHandler {

    /**
     * Handles one event.
     *
     * @throws io.twinlifecycle.LifecycleException if it cannot be handled now (retryable) or ever (then it belongs in a dead-letter
     *     sink); the twin is left in a state from which the next attempt goes on
     */
    RetirementOutcome handle(LifecycleEvent event, Deadline deadline);
}
