package io.twinlifecycle.samples.quickstart.page;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one reader has still to read, as far as that fits. Written under the feed's lock, read by one thread. */
final class FeedReader {

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(2 * Feed.MEMORY);
    private volatile boolean dropped;

    FeedReader(List<Entry> first) {
        waiting.addAll(first);
    }

    /** If it does not fit, the reader is too slow, and dropped. */
    void offer(Entry entry) {
        dropped |= !waiting.offer(entry);
    }

    /** The next entry, if one comes in time. */
    @Nullable
    Entry next(Duration patience) throws InterruptedException {
        return waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether something was lost, so that what is still to come would have a gap. */
    boolean isDropped() {
        return dropped;
    }
}
