package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import io.twinlifecycle.testkit.world.RegistrationRecord.Failure;
import io.twinlifecycle.testkit.world.RegistrationRecord.Status;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the documented table of the webhook's answers, over HTTP, with the retries on a clock that takes no time. */
class WebhookAnswersTest {

    private static final String HUB_A = "{\"iotHubHostName\":\"hub-a.azure-devices.net\"}";

    private record Answer(int status, String body) {}

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final Deque<Answer> script = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer webhook = server();

    @BeforeEach
    void enroll() {
        world.addHub("hub-a");
        world.addHub("hub-b");
        URI url = URI.create("http://localhost:" + webhook.getAddress().getPort() + "/api/allocate?code=key");
        world.dps()
                .enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate())
                        .allocatedBy(HttpWebhook.allocation(url))
                        .onHubs("hub-a"));
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
    }

    @Test
    void assignsTheHubThatTheWebhookNames() {
        script.add(new Answer(200, "{\"iotHubHostName\":\"HUB-A.azure-devices.net\",\"payload\":{\"hi\":1}}"));
        RegistrationRecord record = register();
        assertThat(record.status()).isEqualTo(Status.ASSIGNED);
        assertThat(record.payload()).contains(Map.of("hi", 1));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"iotHubHostName\":null}", "{\"iotHubHostName\":\"\"}"})
    void failsWithoutAHub(String body) {
        script.add(new Answer(200, body));
        assertThat(register()).satisfies(record -> failed(record, Failure.HUB_NOT_SPECIFIED));
        assertThat(calls).hasValue(1);
    }

    @Test
    void failsAtOnceWithA401() {
        script.add(new Answer(401, ""));
        assertThat(register()).satisfies(record -> failed(record, Failure.UNAUTHORIZED));
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 403, 404, 405, 408, 409, 412, 422, 428})
    void failsAtOnceWithAnyOtherStatusBelow429(int status) {
        script.add(new Answer(status, status == 204 ? "" : HUB_A));
        assertThat(register()).satisfies(record -> failed(record, Failure.CUSTOM_ALLOCATION_FAILED));
        assertThat(calls).hasValue(1);
        assertThat(time.passed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 431, 499, 500, 502, 503, 504, 599})
    void asksTenTimesMoreFrom429On(int status) {
        for (int i = 0; i < 20; i++) {
            script.add(new Answer(status, HUB_A));
        }
        assertThat(register()).satisfies(record -> failed(record, Failure.CUSTOM_ALLOCATION_FAILED));
        assertThat(calls).hasValue(11);
        assertThat(time.passed()).as("1 + 10 + 19 + … + 82 s").isEqualTo(Duration.ofSeconds(415));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 11", "3, 30", "10, 415"})
    void assignsWhenTheWebhookRecovers(int failures, int seconds) {
        for (int i = 0; i < failures; i++) {
            script.add(new Answer(503, ""));
        }
        script.add(new Answer(200, HUB_A));
        assertThat(register().status()).isEqualTo(Status.ASSIGNED);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"iotHubHostName\":\"hub-b.azure-devices.net\"}",
                "{\"iotHubHostName\":\"hub-x.azure-devices.net\"}"
            })
    void failsWithAnAnswerThatMakesNoSense(String body) {
        script.add(new Answer(200, body));
        assertThat(register()).satisfies(record -> failed(record, Failure.CUSTOM_ALLOCATION_FAILED));
        assertThat(calls).as("a guess: DPS does not ask again").hasValue(1);
    }

    @Test
    void takesAWebhookThatIsNotThereAsOneThatIsDown() {
        webhook.stop(0);
        assertThat(register()).satisfies(record -> failed(record, Failure.CUSTOM_ALLOCATION_FAILED));
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(415));
    }

    private RegistrationRecord register() {
        RegistrationRecord record = world.dps().register(RegistrationRequest.of("sensor-1"));
        assertThat(world.dps().record(new RegistrationId("sensor-1"))).contains(record);
        return record;
    }

    private void failed(RegistrationRecord record, int code) {
        assertThat(record.status()).isEqualTo(Status.FAILED);
        assertThat(record.failure().orElseThrow().errorCode()).isEqualTo(code);
        assertThat(world.hub("hub-a").devices()).isEmpty();
    }

    private HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    calls.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    Answer answer = script.remove();
                    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
