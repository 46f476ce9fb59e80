package io.twinlifecycle.samples.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Kills one of the workers at random, each time at a random point of the load, starts it again after a random pause, and waits until all
 * is done. A kill waits until the one before it is recovered from, so that each recovery can be measured.
 */
final class Killings {

    private static final int LOOK_MILLIS = 250;
    private static final int TELL_SECONDS = 30;
    private static final int STANDSTILL_SECONDS = 180;
    private static final double MAX_PAUSE_SECONDS = 5;

    private final Workers workers;
    private final Progress progress;
    private final Program store;
    private final SplittableRandom random;
    private final Duration limit;
    private final RunClock clock = new RunClock();
    private final List<Long> points = new ArrayList<>();
    private final List<Double> recoveries = new ArrayList<>();

    private Map<String, Long> now;
    private double moved;
    private double told;

    /**
     * Prepares.
     *
     * @param store the checkpoint store's process
     * @param kills how many
     * @param limit after which it is given up
     */
    Killings(Workers workers, Progress progress, Program store, int kills, long seed, Duration limit) {
        this.workers = workers;
        this.progress = progress;
        this.store = store;
        this.random = new SplittableRandom(seed);
        this.limit = limit;
        this.now = progress.now();
        long total = progress.total();
        for (int i = 0; i < kills; i++) {
            points.add(total / 20 + random.nextLong(total * 17 / 20)); // between 5 and 90 %
        }
        Collections.sort(points);
    }

    void run(Figures figures) throws Exception {
        boolean intact = true;
        int kills = 0;
        for (long point : points) {
            intact &= await(() -> Progress.sum(now) >= point, -1);
            if (!intact || isDone()) {
                break;
            }
            killAndRecover();
            kills++;
        }
        intact &= await(this::isDone, -1);
        double seconds = clock.seconds();
        store.look();
        figures.put("events", progress.total());
        figures.put("partitions", now.size());
        figures.put("workers", Workers.COUNT);
        figures.put("kills", kills);
        figures.tenths("seconds", seconds);
        figures.tenths("seconds stopped from outside, left out", clock.stoppedSeconds());
        figures.tenths("events a second, kills included", Progress.sum(now) / seconds);
        figures.tenths("recovery seconds, median", percentile(50));
        figures.tenths("recovery seconds, longest", percentile(100));
        figures.put("peak memory of a worker, MB", workers.peakMegabytes());
        figures.put("peak memory of the checkpoint store, MB", store.peakMegabytes());
        figures.promise(isDone(), Progress.sum(now) + " of " + progress.total() + " events are behind a checkpoint");
        figures.promise(intact, "a worker ended by itself, or nothing moved on for " + STANDSTILL_SECONDS + " s");
        figures.promise(kills == points.size(), "only " + kills + " of " + points.size() + " kills took place");
    }

    private void killAndRecover() throws Exception {
        int victim = random.nextInt(Workers.COUNT);
        workers.kill(victim);
        double killed = clock.seconds();
        Map<String, Long> before = now;
        double pause = random.nextDouble(MAX_PAUSE_SECONDS);
        await(() -> clock.seconds() - killed >= pause, victim);
        workers.restart(victim);
        await(() -> progress.hasMovedOn(before, now), -1);
        recoveries.add(clock.seconds() - killed);
    }

    private boolean isDone() {
        return Progress.sum(now) >= progress.total();
    }

    private interface Condition {
        boolean holds();
    }

    /** False if it does not come true: a worker ended by itself, nothing moves, or the time is over. */
    private boolean await(Condition condition, int dead) throws InterruptedException {
        while (!condition.holds()) {
            Thread.sleep(LOOK_MILLIS);
            Map<String, Long> next = progress.now();
            clock.tick();
            if (Progress.sum(next) > Progress.sum(now)) {
                moved = clock.seconds();
            }
            now = next;
            tell();
            if (!workers.allLive(dead)
                    || clock.seconds() - moved > STANDSTILL_SECONDS
                    || clock.seconds() > limit.toSeconds()) {
                return condition.holds();
            }
        }
        return true;
    }

    private void tell() {
        if (clock.seconds() - told > TELL_SECONDS) {
            told = clock.seconds();
            System.out.printf(
                    Locale.ROOT,
                    "%,d of %,d events behind a checkpoint after %.0f s, %d kills recovered from%n",
                    Progress.sum(now),
                    progress.total(),
                    clock.seconds(),
                    recoveries.size());
        }
    }

    private double percentile(int percent) {
        if (recoveries.isEmpty()) {
            return 0;
        }
        List<Double> sorted = recoveries.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
