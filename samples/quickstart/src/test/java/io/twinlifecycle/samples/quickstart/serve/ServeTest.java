package io.twinlifecycle.samples.quickstart.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.samples.quickstart.page.Page;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final DeviceId DEVICE = new DeviceId("thermostat-67");

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension();

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Journal journal =
            new Journal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private LocalCloud cloud;
    private Application application;
    private Control control;
    private Enrollment enrollment;

    @BeforeEach
    void serve(LocalCloud started) throws Exception {
        cloud = started;
        Page page = Page.of(cloud);
        application = Application.start(cloud, 0, journal, page);
        control = Control.start(0, application, journal, page, stopped::countDown);
        cloud.graph().models().addTexts(Models.all());
        enrollment = Enrollment.in(cloud, application.webhookUrl(), Models.THERMOSTAT.value());
    }

    @AfterEach
    void stop() {
        control.close();
        application.close();
    }

    @Test
    void provisionsThroughTheWebhookAndRetiresThroughTheProcessor() {
        String hub = register();
        assertThat(hasTwin()).as("by the webhook, over HTTP").isTrue();

        cloud.world().hub(hub).delete(DEVICE);
        await().atMost(LONG).until(() -> !hasTwin());
        assertThat(journal.lines()).anyMatch(line -> line.contains("DELETED on " + hub + ": RETIRED"));
    }

    @Test
    void letsDevicesMoveAwayFromAHubThatIsDrained() throws Exception {
        String first = register();
        assertThat(post("/drain/" + first)).isEqualTo(204);
        String second = register();
        assertThat(second).isNotEqualTo(first);

        assertThat(post("/undrain/" + first)).isEqualTo(204);
        assertThat(post("/drain/" + second)).isEqualTo(204);
        assertThat(register()).isEqualTo(first);
        assertThat(post("/drain/no_hub!")).isEqualTo(400);
    }

    @Test
    void stopsWhenItIsTold() throws Exception {
        assertThat(post("/stop")).isEqualTo(204);
        assertThat(stopped.await(LONG.toSeconds(), TimeUnit.SECONDS))
                .as("right after the answer")
                .isTrue();
    }

    @Test
    void writesSettingsThatAShellCanRead(@TempDir Path dir) throws Exception {
        Settings settings = Settings.of(cloud, enrollment, control.uri(), dir);
        settings.write();
        Process shell = new ProcessBuilder(
                        "sh", "-c", "set -a; . ./.env; printf '%s\\n' \"$ADT_MODEL_ID\" \"$EVENTHUB_CONNECTIONSTRING\"")
                .directory(dir.toFile())
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed)
                .isEqualTo(
                        "dtmi:com:example:Thermostat;1\n" + cloud.eventHubConnectionString("lifecycleevents") + "\n");
        assertThat(Files.readString(dir.resolve("ca.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(settings.values())
                .containsKeys(
                        "PROVISIONING_HOST",
                        "PROVISIONING_IDSCOPE",
                        "PROVISIONING_SYMMETRIC_KEY",
                        "ADT_MODEL_ID",
                        "ADT_SERVICE_URL",
                        "EVENTHUB_CONNECTIONSTRING");
    }

    private String register() {
        cloud.world().dps().register(RegistrationRequest.of(DEVICE.value()).withModel(Models.THERMOSTAT.value()));
        return cloud.world().hubs().stream()
                .filter(hub -> hub.find(DEVICE).isPresent())
                .map(hub -> hub.name().value())
                .findFirst()
                .orElseThrow();
    }

    private boolean hasTwin() {
        return cloud.graph().twins().find(new TwinId(DEVICE.value())).isPresent();
    }

    private int post(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(control.uri() + path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
