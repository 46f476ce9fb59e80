package io.twinlifecycle.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudBuilder;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The running service, seen from outside: from DPS, from the IoT hubs and from whoever watches over it. */
class ServiceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LocalCloud cloud;
    private static ConfigurableApplicationContext service;
    private static URI webhook;
    private static String inside;
    private static long callsAtTheStart;

    @BeforeAll
    static void start() {
        cloud = LocalService.cloud().start();
        service = LocalService.run(
                cloud,
                new InMemoryCheckpointStore(TimeSource.system()),
                "--server.port=0",
                "--management.server.port=0",
                "--management.endpoints.web.exposure.include=health,metrics,prometheus,deadletters",
                "--twin-lifecycle.events.time-budget=1s",
                "--twin-lifecycle.webhook.draining-hubs=hub-old");
        callsAtTheStart = cloud.adt().calls().total();
        webhook = LocalService.webhook(service);
        inside = "http://localhost:" + service.getEnvironment().getRequiredProperty("local.management.port");
        LocalService.enroll(cloud, SymmetricKeys.generate(), webhook);
    }

    @AfterAll
    static void stop() {
        service.close();
        cloud.close();
    }

    @AfterEach
    void fineWeather() {
        cloud.weather().clear();
    }

    @Test
    void asksAzureDigitalTwinsOnceBeforeItIsReady() {
        assertThat(callsAtTheStart).isEqualTo(1);
    }

    @Test
    void provisionsThroughDpsAndRetiresThroughEventHubs() {
        String hub = register("thermostat-1");
        assertThat(hasTwin("thermostat-1")).as("made by the webhook").isTrue();

        cloud.world().hub(hub).delete(new DeviceId("thermostat-1"));
        await().atMost(LONG).until(() -> !hasTwin("thermostat-1"));
    }

    @Test
    void refusesAStrangerWith403InTheShapeOfEveryRefusal() {
        URI wrong = URI.create(webhook.toString().replace("code=a-key", "code=no-key"));
        HttpResponse<String> answer = Http.post(wrong, request("thermostat-2"));

        assertThat(answer.statusCode())
                .as("401 is for DPS to report, and is never answered")
                .isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(error(answer)).isEqualTo("KEY_REFUSED");
        assertThat(hasTwin("thermostat-2")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', BODY_NOT_JSON",
        "not json, BODY_NOT_JSON",
        "[], BODY_NOT_JSON",
        "{}, FIELD_MISSING",
        "'{\"deviceRuntimeContext\":{\"registrationId\":\"a/b\"},\"linkedHubs\":[\"hub-a.azure-devices.net\"]}', FIELD_INVALID"
    })
    void refusesABodyThatIsNoRequest(String body, String code) {
        HttpResponse<String> answer = Http.post(webhook, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isEqualTo(code);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> answer = Http.post(webhook, " ".repeat(200_000).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer)).isEqualTo("BODY_TOO_LARGE");
    }

    @Test
    void showsNothingButTheWebhookToTheOutside() {
        String outside = webhook.resolve("/").toString();

        assertThat(Http.get(webhook.toString()).statusCode()).isEqualTo(405);
        assertThat(Http.get(outside).statusCode()).isEqualTo(404);
        assertThat(Http.get(outside + "actuator/health").statusCode()).isEqualTo(404);
    }

    @Test
    void isDownWhileAzureDigitalTwinsIsAwayAndComesBack() {
        assertThat(health("").at("/components/digitalTwins/status").asText()).isEqualTo("UP");

        cloud.adt().faults().add(1_000, call -> true, new HttpFault.Answer(503, Optional.empty()));
        assertThat(Http.get(inside + "/actuator/health").statusCode()).isEqualTo(503);
        assertThat(health("").at("/components/digitalTwins/details/failure").asText())
                .isEqualTo("STORE_UNAVAILABLE");
        assertThat(health("/readiness").path("status").asText())
                .as("it answers DPS")
                .isEqualTo("UP");
        assertThat(health("/liveness").path("status").asText()).isEqualTo("UP");
        assertThat(Http.post(webhook, request("thermostat-3")).statusCode())
                .as("DPS asks again")
                .isEqualTo(503);

        cloud.weather().clear();
        assertThat(Http.get(inside + "/actuator/health").statusCode()).isEqualTo(200);
        assertThat(Http.post(webhook, request("thermostat-3")).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsHowTheProcessorIsDoing() {
        await().atMost(LONG)
                .until(() -> health("")
                                .at("/components/retirement/details/partitions")
                                .asInt()
                        == 4);
        assertThat(health("").at("/components/retirement/status").asText()).isEqualTo("UP");
        assertThat(health("").at("/components/retirement/details/running").asBoolean())
                .isTrue();
    }

    @Test
    void parksWhatItCannotRead() {
        cloud.eventHubs()
                .append(
                        LocalCloudBuilder.LIFECYCLE_EVENTS,
                        LifecycleEvents.deviceDeleted()
                                .withoutProperty("opType")
                                .envelope());

        await().atMost(LONG)
                .until(() ->
                        !cloud.eventHubs().events(LocalService.DEAD_LETTERS).isEmpty());
        await().atMost(LONG).until(() -> measured("twin.lifecycle.dead.letters?tag=failure:MALFORMED_EVENT") == 1);
    }

    @Test
    void replaysDeadLettersOnDemand() {
        String hub = register("thermostat-5");
        cloud.adt()
                .faults() // for a store that is away the partition would wait
                .add(100_000, call -> call.method().equals("DELETE"), new HttpFault.Answer(400, Optional.empty()));
        cloud.world().hub(hub).delete(new DeviceId("thermostat-5"));
        await().atMost(LONG)
                .until(() -> measured("twin.lifecycle.retirement?tag=event:DELETED&tag=outcome:PARKED") > 0);
        assertThat(hasTwin("thermostat-5")).isTrue();

        cloud.weather().clear();
        await().atMost(LONG).untilAsserted(() -> {
            HttpResponse<String> replayed = Http.post(URI.create(inside + "/actuator/deadletters"), new byte[0]);
            assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
            assertThat(json(replayed).path("handled").asInt()).isPositive();
            assertThat(hasTwin("thermostat-5"))
                    .as("a replay may be repeated, if time runs out")
                    .isFalse();
        });
    }

    @Test
    void showsItsMetrics() {
        String hub = register("thermostat-4");

        assertThat(measured("twin.lifecycle.provisioning?tag=outcome:CREATED")).isPositive();
        assertThat(measured("twin.lifecycle.allocations?tag=hub:" + hub)).isPositive();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(
                                Http.get(inside + "/actuator/prometheus").body())
                        .contains(
                                "twin_lifecycle_provisioning_seconds_count{outcome=\"CREATED\",reason=\"none\"}",
                                "twin_lifecycle_dead_letters_total{failure=\"UNEXPECTED\"} 0.0",
                                "twin_lifecycle_partition_lag_events{partition=\"3\"} 0.0"));
    }

    private static String register(String device) {
        cloud.world().dps().register(RegistrationRequest.of(device).withModel(SampleModels.LIVING_THERMOSTAT.value()));
        return cloud.world().hubs().stream()
                .filter(hub -> hub.find(new DeviceId(device)).isPresent())
                .map(hub -> hub.name().value())
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasTwin(String device) {
        return cloud.graph().twins().find(new TwinId(device)).isPresent();
    }

    private static byte[] request(String device) {
        return AllocationRequests.group()
                .withHubs("hub-a.azure-devices.net")
                .withRegistrationId(device)
                .withModel(SampleModels.LIVING_THERMOSTAT)
                .json();
    }

    private static String error(HttpResponse<String> answer) {
        return json(answer).at("/error/code").asText();
    }

    private static JsonNode health(String group) {
        return json(Http.get(inside + "/actuator/health" + group));
    }

    private static double measured(String meter) {
        HttpResponse<String> answer = Http.get(inside + "/actuator/metrics/" + meter);
        return answer.statusCode() == 200
                ? json(answer).at("/measurements/0/value").asDouble()
                : 0;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }
}
