package io.twinlifecycle.testkit.cloud;

import static io.twinlifecycle.testkit.internal.Measured.median;
import static io.twinlifecycle.testkit.internal.Measured.medianStart;
import static io.twinlifecycle.testkit.internal.Measured.millisSince;
import static io.twinlifecycle.testkit.internal.Measured.print;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.dps.LocalDps;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.identity.LocalIdentity;
import io.twinlifecycle.testkit.iothub.LocalIotHub;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Measures how soon each server, and the whole cloud, listens in a JVM of its own and in a warm one, and what memory it holds at rest.
 * Without arguments it does so for all; with the name of a part it is the JVM of one.
 */
public final class LocalCloudFigures {

    private static final int JVMS = 5;
    private static final int STARTS = 20;

    /** What can be started. */
    private static final Map<String, Callable<AutoCloseable>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("nothing, for comparison", () -> () -> {});
        PARTS.put("Azure Digital Twins", LocalAdt::start);
        PARTS.put("Event Hubs", () -> LocalEventHubs.builder().hub("events", 4).start());
        PARTS.put("an IoT hub", () -> LocalIotHub.start(hub()));
        PARTS.put("an IoT hub with MQTT", () -> LocalIotHub.startWithMqtt(hub(), ServerOptions.with(tls())));
        PARTS.put("DPS", () -> LocalDps.start(new DeviceWorld(TimeSource.system())));
        PARTS.put(
                "DPS with MQTT",
                () -> LocalDps.builder(new DeviceWorld(TimeSource.system()))
                        .server(ServerOptions.with(tls()))
                        .mqtt()
                        .start());
        PARTS.put("managed identity", LocalIdentity::start);
        PARTS.put("the cloud of two hubs", () -> LocalCloud.builder().start());
        PARTS.put(
                "the cloud of two hubs with MQTT",
                () -> LocalCloud.builder().withMqtt().start());
    }

    /** What the JVM of one part says of it: milliseconds and megabytes. */
    private record Rest(double cold, double heap, double resident, double warm) {

        static Rest parse(String line) {
            String[] words = line.strip().split(" ", -1);
            return new Rest(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]));
        }
    }

    private LocalCloudFigures() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            one(Objects.requireNonNull(PARTS.get(args[0]), "no such part"));
            return;
        }
        print("%-34s %9s %9s %9s %11s", "", "cold, ms", "warm, ms", "heap, MB", "resident, MB");
        for (String part : PARTS.keySet()) {
            List<Rest> all = new ArrayList<>();
            for (int i = 0; i < JVMS; i++) {
                all.add(inItsOwnJvm(part));
            }
            print(
                    "%-34s %9.0f %9.1f %9.1f %11.0f",
                    part,
                    median(all.stream().map(Rest::cold).toList()),
                    median(all.stream().map(Rest::warm).toList()),
                    median(all.stream().map(Rest::heap).toList()),
                    median(all.stream().map(Rest::resident).toList()));
        }
    }

    private static Rest inItsOwnJvm(String part) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        LocalCloudFigures.class.getName(),
                        part)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jvm.waitFor() != 0) {
            throw new IllegalStateException(part + " did not start");
        }
        return Rest.parse(line);
    }

    private static void one(Callable<AutoCloseable> part) throws Exception {
        long begin = System.nanoTime();
        AutoCloseable started = part.call();
        double cold = millisSince(begin);
        IntStream.range(0, 3).forEach(i -> System.gc()); // soft references and what cleaners hold
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
        double resident = residentMegabytes();
        started.close();
        print("%.1f %.2f %.1f %.2f", cold, heap, resident, medianStart(STARTS, part));
        System.exit(0);
    }

    /** As Linux counts it; not a number elsewhere. */
    private static double residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_000)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static VirtualHub hub() {
        return new DeviceWorld(TimeSource.system()).addHub("hub-a");
    }

    private static LocalTls tls() {
        return new LocalTls(TimeSource.system().now());
    }
}
