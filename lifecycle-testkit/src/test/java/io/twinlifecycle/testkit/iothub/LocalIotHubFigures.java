package io.twinlifecycle.testkit.iothub;

import static io.twinlifecycle.testkit.internal.Measured.medianStart;
import static io.twinlifecycle.testkit.internal.Measured.millisSince;
import static io.twinlifecycle.testkit.internal.Measured.perSecond;
import static io.twinlifecycle.testkit.internal.Measured.print;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;

/** Measures, with Microsoft's Java client over HTTPS, how fast a hub starts and answers. */
public final class LocalIotHubFigures {

    private static final int STARTS = 20;
    private static final int CALLS = 4_000;

    private LocalIotHubFigures() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        long begin = System.nanoTime();
        LocalIotHub hub = start();
        print("first start: %.0f ms", millisSince(begin));
        print("start when warm, median of %d: %.1f ms", STARTS, medianStart(STARTS, LocalIotHubFigures::start));
        HttpsURLConnection.setDefaultSSLSocketFactory(hub.tls().clientContext().getSocketFactory());
        AzureSasCredential credential = new AzureSasCredential(hub.token(Duration.ofHours(1)));
        RegistryClient registry = new RegistryClient(hub.host(), credential);
        TwinClient twins = new TwinClient(hub.host(), credential);
        begin = System.nanoTime();
        registry.addDevice(new Device("d"));
        print("first call of a new client, which loads its classes: %.0f ms", millisSince(begin));
        AtomicInteger number = new AtomicInteger();
        print("get device, 1 thread: %.0f/s", perSecond(CALLS, 1, () -> registry.getDevice("d")));
        print("get device, 8 threads: %.0f/s", perSecond(CALLS, 8, () -> registry.getDevice("d")));
        print("get twin, 8 threads: %.0f/s", perSecond(CALLS, 8, () -> twins.get("d")));
        print(
                "create device, 8 threads: %.0f/s",
                perSecond(CALLS, 8, () -> registry.addDevice(new Device("n" + number.incrementAndGet()))));
        hub.close();
    }

    private static LocalIotHub start() {
        return LocalIotHub.start(new DeviceWorld(TimeSource.system()).addHub("hub-a"));
    }
}
