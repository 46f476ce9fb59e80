package io.twinlifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves only when told to, or when somebody sleeps; it remembers the sleeps. */
public final class TestTime implements TimeSource {

    public static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    public final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void sleep(Duration time) {
        if (Thread.currentThread().isInterrupted()) {
            throw LifecycleException.interrupted(null);
        }
        sleeps.add(time);
        advance(time);
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
