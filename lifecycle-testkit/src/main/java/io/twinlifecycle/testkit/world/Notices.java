package io.twinlifecycle.testkit.world;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What hubs have to tell the devices that are connected, in the order in which it happened. Safe for use by many threads. */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Turnstile turnstile = new Turnstile();

    /** Under the world's lock: what is to be told when it is free. */
    void add(Runnable notice) {
        waiting.add(notice);
    }

    /** Not under the world's lock. */
    void deliver() {
        turnstile.run(() -> !waiting.isEmpty(), () -> tell(waiting.poll()));
    }

    private static void tell(@Nullable Runnable notice) {
        try {
            if (notice != null) {
                notice.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("a device's listener failed", e);
        }
    }
}
