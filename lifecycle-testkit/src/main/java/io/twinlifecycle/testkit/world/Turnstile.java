package io.twinlifecycle.testkit.world;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets one thread at a time work off what is due, in order. Whoever finds another at work leaves at once, since that one looks again before
 * it goes; and so does work that causes more. Safe for use by many threads.
 */
final class Turnstile {

    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Works until nothing is due.
     *
     * @param isDue says whether there is work
     * @param next does one piece of it; must not throw
     */
    void run(BooleanSupplier isDue, Runnable next) {
        do {
            if (!lock.tryLock()) {
                return; // whoever works looks again before he goes
            }
            try {
                if (lock.getHoldCount() > 1) {
                    return; // the work itself caused this; its turn comes when it has returned
                }
                while (isDue.getAsBoolean()) {
                    next.run();
                }
            } finally {
                lock.unlock();
            }
        } while (isDue.getAsBoolean());
    }
}
