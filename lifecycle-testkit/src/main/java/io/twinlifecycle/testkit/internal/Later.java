package io.twinlifecycle.testkit.internal;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does work at once or after a while. Waiting work takes no thread. Safe for use by many threads. */
final class Later implements AutoCloseable {

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor clock;

    Later(String name, ExecutorService workers) {
        this.workers = workers;
        // Its thread starts with the first work that has to wait.
        clock = new ScheduledThreadPoolExecutor(
                1, LoopbackServer.daemons(name + "-clock"), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Does it on this thread if there is nothing to wait for, else on one of the workers. After closing it is not done. */
    void run(Duration wait, Runnable work) {
        if (wait.isZero() || wait.isNegative()) {
            work.run();
            return;
        }
        ScheduledFuture<?> unused = clock.schedule(() -> workers.execute(work), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
