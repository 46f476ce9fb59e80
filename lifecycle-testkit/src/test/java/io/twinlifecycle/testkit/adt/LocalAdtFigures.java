package io.twinlifecycle.testkit.adt;

import static io.twinlifecycle.testkit.internal.Measured.medianStart;
import static io.twinlifecycle.testkit.internal.Measured.millisSince;
import static io.twinlifecycle.testkit.internal.Measured.perSecond;
import static io.twinlifecycle.testkit.internal.Measured.print;

import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Measures, with the real client over HTTPS, how fast the server starts and answers. {@code make figures} runs it. */
public final class LocalAdtFigures {

    private static final int STARTS = 20;
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
        print("start when warm, median of %d: %.1f ms", STARTS, medianStart(STARTS, LocalAdt::start));
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
            print("GET twin, 1 thread: %.0f/s", perSecond(CALLS, 1, get));
            print("GET twin, 8 threads: %.0f/s", perSecond(CALLS, 8, get));
            print("PUT twin, 8 threads: %.0f/s", perSecond(CALLS, 8, put));
            print("query that finds a twin among 1, 8 threads: %.0f/s", perSecond(CALLS, 8, query));
            clients.adt().faults().latency(LATENCY);
            print("GET twin, 64 threads, latency of %d ms: %.0f/s", LATENCY.toMillis(), perSecond(CALLS, 64, get));
        }
    }
}
