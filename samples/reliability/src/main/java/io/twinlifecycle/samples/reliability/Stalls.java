package io.twinlifecycle.samples.reliability;

import java.util.ArrayList;
import java.util.List;

/**
 * Watches whether this JVM lets its threads run: one that asks to sleep for a moment and comes back much later was not let, be it for a
 * garbage collection or since the machine is busy. Safe for use by many threads.
 */
final class Stalls implements AutoCloseable {

    private static final long SLEEP_MILLIS = 5;
    private static final long COUNTS_NANOS = 15_000_000;

    private record Stall(long from, long to) {}

    private final List<Stall> stalls = new ArrayList<>();
    private final Thread watch = new Thread(this::watch, "stalls");

    Stalls() {
        watch.setDaemon(true);
        watch.start();
    }

    /** How long the machine stood still between two readings of its clock, in nanoseconds. */
    synchronized long within(long from, long to) {
        return stalls.stream()
                .mapToLong(stall -> Math.max(0, Math.min(to, stall.to()) - Math.max(from, stall.from())))
                .sum();
    }

    synchronized double longestMillis() {
        return stalls.stream()
                        .mapToLong(stall -> stall.to() - stall.from())
                        .max()
                        .orElse(0)
                / 1e6;
    }

    private void watch() {
        try {
            long before = System.nanoTime();
            while (true) {
                Thread.sleep(SLEEP_MILLIS);
                long now = System.nanoTime();
                if (now - before > COUNTS_NANOS) {
                    note(new Stall(before, now));
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private synchronized void note(Stall stall) {
        stalls.add(stall);
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
