package io.twinlifecycle.retirement;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch in the works: chains of events, each chain in order, chains side by side.
 *
 * <ol>
 *   <li>All chains wait in one queue. The caller's thread takes chains from it until it is empty.
 *   <li>Helpers on the executor do the same, at most so many that the limit holds with the caller counted in.
 *   <li>Then the caller waits for the chains that helpers have begun. A helper that the executor has not begun holds nothing, so nobody
 *       waits for it: an executor that is slow, full, shut down, has one thread, or is the caller itself cannot cause a deadlock.
 * </ol>
 */
final class BatchRun {

    private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

    private final Queue<List<Integer>> chains;
    private final CountDownLatch open;
    private final IntFunction<EventResult> work;
    private final AtomicReferenceArray<@Nullable EventResult> results;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private volatile boolean abandoned;

    /**
     * Prepares a batch.
     *
     * @param size how many events there are
     * @param chains the events' indices; each in exactly one chain
     * @param work handles the event at an index
     */
    BatchRun(int size, List<List<Integer>> chains, IntFunction<EventResult> work) {
        this.chains = new ConcurrentLinkedQueue<>(chains);
        this.open = new CountDownLatch(chains.size());
        this.work = work;
        this.results = new AtomicReferenceArray<>(size);
    }

    /**
     * Handles the batch.
     *
     * @param unfinished gives the result of an event that was not finished when the caller's thread was interrupted
     */
    List<EventResult> run(Executor executor, int limit, IntFunction<EventResult> unfinished) {
        callHelpers(executor, Math.min(limit, (int) open.getCount()) - 1);
        drain(true);
        try {
            open.await();
        } catch (InterruptedException e) {
            abandoned = true;
            Thread.currentThread().interrupt();
        }
        rethrowBroken();
        List<EventResult> all = new ArrayList<>(results.length());
        for (int i = 0; i < results.length(); i++) {
            EventResult result = results.get(i);
            all.add(result == null ? unfinished.apply(i) : result);
        }
        return all;
    }

    private void callHelpers(Executor executor, int helpers) {
        try {
            for (int i = 0; i < helpers && !chains.isEmpty(); i++) {
                executor.execute(() -> drain(false));
            }
        } catch (RejectedExecutionException e) {
            log.debug("the executor takes no more work; the caller's thread does it", e);
        }
    }

    /** Takes chains until there are none. A helper whose pool interrupts it leaves the rest to the caller. */
    private void drain(boolean caller) {
        while (caller || !Thread.currentThread().isInterrupted()) {
            List<Integer> chain = chains.poll();
            if (chain == null) {
                return;
            }
            try {
                for (int index : chain) {
                    if (abandoned || broken.get() != null) {
                        break;
                    }
                    results.set(index, work.apply(index));
                }
            } catch (RuntimeException | Error e) {
                broken.compareAndSet(null, e); // the caller throws it
            } finally {
                open.countDown();
            }
        }
    }

    private void rethrowBroken() {
        Throwable thrown = broken.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
