package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clock, moved forward by hand: of the same time as the clients' at first, so that their tokens are good. */
final class FastForward implements TimeSource {

    private final TimeSource system = TimeSource.system();
    private final AtomicLong nanosAhead = new AtomicLong();

    void advance(Duration time) {
        nanosAhead.addAndGet(time.toNanos());
    }

    @Override
    public Instant now() {
        return system.now().plusNanos(nanosAhead.get());
    }

    @Override
    public long nanoTime() {
        return system.nanoTime() + nanosAhead.get();
    }

    @Override
    public void sleep(Duration time) {
        advance(time);
    }
}
