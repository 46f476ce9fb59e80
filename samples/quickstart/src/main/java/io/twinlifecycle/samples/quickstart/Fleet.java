package io.twinlifecycle.samples.quickstart;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Many devices: all provisioned, then all retired, with a progress bar and a summary. */
final class Fleet {

    private static final int BATCH = 500;

    private final Cloud cloud;
    private final Transcript say;
    private final List<Device> devices = new ArrayList<>();

    Fleet(Cloud cloud, Transcript transcript, int size) {
        this.cloud = cloud;
        this.say = transcript;
        for (int i = 1; i <= size; i++) {
            devices.add(cloud.device("thermostat-" + i));
        }
    }

    void run() throws Exception {
        say.title("The life of " + devices.size() + " devices");
        Stage provisioning = provision();
        Map<String, Integer> hubs = new TreeMap<>();
        devices.forEach(device -> hubs.merge(device.hubName(), 1, Integer::sum));
        say.check(provisioning.failed() == 0, provisioning.summary("provisioned"));
        say.remark("by hub: " + hubs);
        cloud.later(Duration.ofMinutes(30));
        Stage retirement = retire();
        say.check(retirement.failed() == 0, retirement.summary("retired"));
        say.check(cloud.parked() == 0, cloud.parked() + " events parked");
        say.check(cloud.twin("thermostat-1").isEmpty(), "no twin is left behind");
        say.remark("Client, library and server share this machine's cores; docs of a benchmark would keep them apart.");
        say.end();
    }

    private Stage provision() throws InterruptedException, ExecutionException {
        return stage("provisioning", bar -> {
            List<Future<Boolean>> running = new ArrayList<>();
            for (Device device : devices) {
                Callable<Boolean> registration = () -> {
                    boolean served = device.register(Models.THERMOSTAT.value()).status() == 200;
                    bar.step();
                    return served;
                };
                running.add(cloud.threads().submit(registration));
            }
            int failed = 0;
            for (Future<Boolean> registration : running) {
                failed += registration.get() ? 0 : 1;
            }
            return failed;
        });
    }

    private Stage retire() throws InterruptedException, ExecutionException {
        return stage("retiring", bar -> {
            int failed = 0;
            for (int from = 0; from < devices.size(); from += BATCH) {
                List<EventEnvelope> batch = new ArrayList<>();
                for (Device device : devices.subList(from, Math.min(from + BATCH, devices.size()))) {
                    batch.add(deletion(device));
                }
                for (EventResult result : cloud.deliver(batch)) {
                    failed += isRetired(result) ? 0 : 1;
                }
                bar.stepBy(batch.size());
            }
            return failed;
        });
    }

    private EventEnvelope deletion(Device device) {
        return LifecycleEvents.deviceDeleted()
                .withHub(device.hubName())
                .withDeviceId(device.id())
                .withTime(cloud.now().toString())
                .envelope();
    }

    private static boolean isRetired(EventResult result) {
        return result instanceof EventResult.Handled handled
                && handled.outcome().kind() == RetirementOutcome.Kind.RETIRED;
    }

    private Stage stage(String name, Work work) throws InterruptedException, ExecutionException {
        int callsBefore = cloud.adtCalls();
        long start = System.nanoTime();
        int failed;
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.format("%-12s", name))
                .setInitialMax(devices.size())
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" devices", 1)
                .showSpeed()
                .build()) {
            failed = work.run(bar);
        }
        return new Stage(
                devices.size(), failed, cloud.adtCalls() - callsBefore, Duration.ofNanos(System.nanoTime() - start));
    }

    private interface Work {
        int run(ProgressBar bar) throws InterruptedException, ExecutionException;
    }

    private record Stage(int devices, int failed, int calls, Duration took) {
        String summary(String done) {
            double seconds = took.toNanos() / 1e9;
            return String.format(
                    "%d of %d devices %s in %.1f s, %.0f a second, with %.2f calls to Azure Digital Twins each",
                    devices - failed, devices, done, seconds, devices / seconds, (double) calls / devices);
        }
    }
}
