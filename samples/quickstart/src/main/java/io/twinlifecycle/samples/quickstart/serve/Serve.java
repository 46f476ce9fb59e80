package io.twinlifecycle.samples.quickstart.serve;

import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.samples.quickstart.WebhookServer;
import io.twinlifecycle.samples.quickstart.page.Page;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalPorts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the local cloud, the webhook and the retirement processor, and serves until it is interrupted. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Azure Digital Twins, DPS, IoT hubs and Event Hubs on this machine, with the webhook and the retirement processor.",
            "Clients of any language talk to them; their settings are written to a file."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:served until it was stopped",
            "1:a port is taken, or a file cannot be read",
            "2:the options are wrong"
        })
@SuppressWarnings("UnusedVariable")
public final class Serve implements Callable<Integer> {

    /** What is served when nothing else is said: as in Microsoft's article, but with two hubs. */
    private static final String[] STANDARD_HUBS = {"hub-a", "hub-b"};

    private static final int CONTROL_PORT = 7072;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the certificate and the settings go; default: ${DEFAULT-VALUE}.",
            defaultValue = ".local-cloud")
    private Path dir = Path.of(".local-cloud");

    @Option(names = "--free-ports", description = "Any ports that are free, instead of the same ones each time.")
    private boolean freePorts;

    @Option(
            names = "--hub",
            paramLabel = "NAME",
            description = "An IoT hub; may be repeated. Default: hub-a and hub-b.")
    private List<String> hubs = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "JSON with models, twins, relationships, enrollments to begin with; may be repeated.")
    private List<Path> seeds = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Where the state is loaded from, if it is there, and saved to at the end.")
    private @Nullable Path state;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.countDown();
            awaitQuietly(ended);
        }));
        try {
            serve(interrupted);
            return 0;
        } catch (UncheckedIOException | IllegalArgumentException | IOException e) {
            out.println("Cannot serve: " + e.getMessage());
            return 1;
        } finally {
            ended.countDown();
        }
    }

    private void serve(CountDownLatch interrupted) throws IOException, InterruptedException {
        WebhookServer.boundRequests(); // before the first server of this JVM
        try (LocalCloud cloud = LocalCloud.builder()
                .iotHubs(hubs.isEmpty() ? STANDARD_HUBS : hubs.toArray(String[]::new))
                .withMqtt()
                .ports(freePorts ? LocalPorts.free() : LocalPorts.fixed())
                .start()) {
            cloud.graph().models().addTexts(Models.all());
            load(cloud);
            serve(cloud, interrupted);
        }
    }

    private void serve(LocalCloud cloud, CountDownLatch interrupted) throws IOException, InterruptedException {
        Journal journal = new Journal(out);
        Page page = Page.of(cloud);
        try (Application application =
                        Application.start(cloud, freePorts ? 0 : Application.STANDARD_PORT, journal, page);
                Control control = Control.start(
                        freePorts ? 0 : CONTROL_PORT, application, journal, page, interrupted::countDown)) {
            Enrollment enrollment = Enrollment.in(cloud, application.webhookUrl(), Models.THERMOSTAT.value());
            Settings settings = Settings.of(
                    cloud,
                    enrollment,
                    control.uri(),
                    Files.createDirectories(dir).toAbsolutePath());
            settings.write();
            new Welcome(out).say(settings, application.webhookUrl());
            interrupted.await();
            out.println("Stopping.");
            if (state != null) {
                cloud.save(state);
                out.println("The state is in " + state + ".");
            }
        }
    }

    /** The seeds first, and the state of the last time over them. */
    void load(LocalCloud cloud) {
        seeds.forEach(cloud::load);
        if (state != null && Files.exists(state)) {
            cloud.load(state);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
