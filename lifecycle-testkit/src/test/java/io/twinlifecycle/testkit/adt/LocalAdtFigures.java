package io.twinlifecycle.testkit.adt;

import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures, with the real client over HTTPS, how fast the server starts and answers. {@code make figures} runs it. */
public final class LocalAdtFigures {

    private static final int STARTS = 20;
    private static final int WARM_UP = 6_000;
    private static final int CALLS = 12_000;
    private static final Duration LATENCY = Duration.ofMillis(50);

    private LocalAdtFigures() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        long begin = System.nanoTime();
        LocalAdt cold = LocalAdt.start();
        print("JVM until main: %d ms", sinceStart);
        print("first start: %.0f ms", millisSince(begin));
        cold.close();
        print("start when warm, median of %d: %.1f ms", STARTS, medianStart());
        try (RealClients clients = new RealClients().withSampleModels()) {
            DigitalTwinsClient client = clients.sync();
            begin = System.nanoTime();
            TwinsOverHttpsTest.create(client, "t1");
            print("first call of a new client, which loads its classes: %.0f ms", millisSince(begin));
            Callable<Object> get = () -> client.getDigitalTwin("t1", BasicDigitalTwin.class);
            Callable<Object> put = () -> TwinsOverHttpsTest.create(client, "t1");
            Callable<Object> query = () ->
                    client.query("SELECT * FROM DIGITALTWINS T WHERE T.$dtId = 't1'", BasicDigitalTwin.class).stream()
                            .count();
            print("GET twin, 1 thread: %.0f/s", perSecond(get, 1));
            print("GET twin, 8 threads: %.0f/s", perSecond(get, 8));
            print("PUT twin, 8 threads: %.0f/s", perSecond(put, 8));
            print("query that finds a twin among 1, 8 threads: %.0f/s", perSecond(query, 8));
            clients.adt().faults().latency(LATENCY);
            print("GET twin, 64 threads, latency of %d ms: %.0f/s", LATENCY.toMillis(), perSecond(get, 64));
        }
    }

    private static double medianStart() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            LocalAdt adt = LocalAdt.start();
            times.add(millisSince(begin));
            adt.close();
        }
        times.sort(null);
        return times.get(STARTS / 2);
    }

    private static double perSecond(Callable<Object> call, int threads) throws Exception {
        run(call, threads, WARM_UP);
        long begin = System.nanoTime();
        run(call, threads, CALLS);
        return CALLS / millisSince(begin) * 1_000;
    }

    private static void run(Callable<Object> call, int threads, int calls) throws Exception {
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

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void print(String text, Object... values) {
        System.out.printf(Locale.ROOT, text + "%n", values);
    }
}
