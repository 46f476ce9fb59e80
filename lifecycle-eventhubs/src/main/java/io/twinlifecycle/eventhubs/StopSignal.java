package io.twinlifecycle.eventhubs;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A gate that closes once: counts who is inside, ends their pauses, and waits until all are out. Safe for use by many threads. */
final class StopSignal {

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore inside = new Semaphore(ALL);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Goes in; whoever is let in calls {@link #leave} in the end. */
    boolean enter() {
        // First in, then look: whoever got in before the gate closed is seen by awaitEmpty.
        if (!inside.tryAcquire()) {
            return false;
        }
        if (isStopped()) {
            inside.release();
            return false;
        }
        return true;
    }

    void leave() {
        inside.release();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits; false, at once, when the gate closes or the thread is interrupted, whose flag stays set. */
    boolean pause(Duration time) {
        try {
            return !stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes the gate. */
    void stop() {
        stopped.countDown();
    }

    /** Waits until nobody is inside; false if the time is over or the thread is interrupted before, whose flag stays set. */
    boolean awaitEmpty(Duration time) {
        try {
            if (!inside.tryAcquire(ALL, time.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            inside.release(ALL);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
