package io.twinlifecycle.retirement;

/**
 * Where events go that could not be handled, so that none is lost and none blocks those behind it.
 *
 * <p>Implementations are safe for use by many threads. Parking the same event twice is allowed and harmless: a replay handles events
 * any number of times.
 */
@FunctionalInterface
public interface DeadLetterSink {

    /**
     * Keeps an event, with all that a replay needs. When this returns, the event is safe.
     *
     * @throws io.twinlifecycle.LifecycleException of kind {@code COLLABORATOR_FAILED} if it cannot be kept now; the event is then
     *     delivered again
     */
    void park(DeadLetter letter);
}
