package io.twinlifecycle.testkit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the tools that publish figures share: a clock, a median, a rate, a line. */
public final class Measured {

    private Measured() {}

    /** Milliseconds since a reading of {@link System#nanoTime}. */
    public static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /** The milliseconds that it takes to start something, median of some starts; each is closed before the next. */
    public static double medianStart(int starts, Callable<AutoCloseable> start) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            long begin = System.nanoTime();
            AutoCloseable started = start.call();
            times.add(millisSince(begin));
            started.close();
        }
        return median(times);
    }

    /** The middle one. */
    public static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Calls a second, of so many calls by so many threads, after half as many calls to warm up. */
    public static double perSecond(int calls, int threads, Callable<?> call) throws Exception {
        run(calls / 2, threads, call);
        long begin = System.nanoTime();
        run(calls, threads, call);
        return calls / millisSince(begin) * 1_000;
    }

    /** Prints a line. */
    public static void print(String text, Object... values) {
        System.out.printf(Locale.ROOT, text + "%n", values);
    }

    private static void run(int calls, int threads, Callable<?> call) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<Object>> done = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            done.add(workers.submit(() -> {
                for (int i = 0; i < calls / threads; i++) {
                    call.call();
                }
                return true;
            }));
        }
        for (Future<Object> each : done) {
            each.get();
        }
        workers.shutdown();
    }
}
