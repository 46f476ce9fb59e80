package io.twinlifecycle.testkit.iothub;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;

/** Measures, with Microsoft's Java client over HTTPS, how fast a hub starts and answers. */
public final class LocalIotHubFigures {

    private static final int STARTS = 20;
    private static final int WARM_UP = 2_000;
    private static final int CALLS = 4_000;

    private LocalIotHubFigures() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        LocalIotHub hub = start();
        print("first start: %.0f ms", millisSince(begin));
        print("start when warm, median of %d: %.1f ms", STARTS, medianStart());
        HttpsURLConnection.setDefaultSSLSocketFactory(hub.tls().clientContext().getSocketFactory());
        AzureSasCredential credential = new AzureSasCredential(hub.token(Duration.ofHours(1)));
        RegistryClient registry = new RegistryClient(hub.host(), credential);
        TwinClient twins = new TwinClient(hub.host(), credential);
        begin = System.nanoTime();
        registry.addDevice(new Device("d"));
        print("first call of a new client, which loads its classes: %.0f ms", millisSince(begin));
        AtomicInteger number = new AtomicInteger();
        print("get device, 1 thread: %.0f/s", perSecond(() -> registry.getDevice("d"), 1));
        print("get device, 8 threads: %.0f/s", perSecond(() -> registry.getDevice("d"), 8));
        print("get twin, 8 threads: %.0f/s", perSecond(() -> twins.get("d"), 8));
        print(
                "create device, 8 threads: %.0f/s",
                perSecond(() -> registry.addDevice(new Device("n" + number.incrementAndGet())), 8));
        hub.close();
    }

    private static LocalIotHub start() {
        return LocalIotHub.start(new DeviceWorld(TimeSource.system()).addHub("hub-a"));
    }

    private static double medianStart() {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            LocalIotHub hub = start();
            times.add(millisSince(begin));
            hub.close();
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
