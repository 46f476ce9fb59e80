package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDpsWireTest {

    private static final SymmetricKeys KEYS = SymmetricKeys.generate();
    private static final String ID = "Sensor-1";
    private static final String KEY = KEYS.derive(new RegistrationId(ID)).primary();

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final LocalDps unit = LocalDps.start(world, "0ne1234ABCD", Duration.ofMillis(1_500));
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(unit.sslContext()).build();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @BeforeEach
    void enroll() {
        world.addHub("hub-a");
        world.dps().enroll(DeviceEnrollment.group("thermostats", KEYS).custom(body -> {
            await();
            return new WebhookResponse(
                    200,
                    "{\"iotHubHostName\":\"hub-a.azure-devices.net\",\"payload\":{\"hi\":1}}"
                            .getBytes(StandardCharsets.UTF_8));
        }));
    }

    @AfterEach
    void close() {
        mayAnswer.countDown();
        unit.close();
    }

    @Test
    void assignsWhileTheDevicePolls() throws Exception {
        HttpResponse<String> accepted = register(ID, KEY, "{\"registrationId\":\"Sensor-1\",\"payload\":{\"a\":1}}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Retry-After")).contains("2");
        assertThat(json(accepted)).containsOnlyKeys("operationId", "status").containsEntry("status", "assigning");

        HttpResponse<String> waiting = poll(accepted);
        assertThat(waiting.statusCode()).as("the webhook has not answered").isEqualTo(202);
        assertThat(json(waiting)).isEqualTo(json(accepted));

        mayAnswer.countDown();
        HttpResponse<String> assigned = pollUntilDecided(accepted);
        assertThat(assigned.statusCode()).isEqualTo(200);
        assertThat(json(assigned)).containsEntry("status", "assigned");
        assertThat(state(assigned))
                .containsEntry("assignedHub", "hub-a.azure-devices.net")
                .containsEntry("deviceId", ID)
                .containsEntry("substatus", "initialAssignment")
                .containsEntry("payload", Map.of("hi", 1))
                .containsKeys("createdDateTimeUtc", "lastUpdatedDateTimeUtc", "etag", "registrationId");
    }

    @Test
    void letsADeviceInWithEitherKeyAndInAnyCase() throws Exception {
        mayAnswer.countDown();
        SymmetricKeys keys = KEYS.derive(new RegistrationId(ID));
        pollUntilDecided(register(ID, keys.secondary(), "{}"));
        String folded = KEYS.derive(new RegistrationId("sensor-1")).primary();
        assertThat(register(ID, folded, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void takesTokensWhoseResourceIsEncoded() throws Exception {
        mayAnswer.countDown();
        String token = Tokens.token("0ne1234ABCD%2Fregistrations%2FSensor-1", KEY, Duration.ofMinutes(1));
        assertThat(put(ID, token, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void refusesWhoCannotProveWhoHeIsAsTheServiceDoes() throws Exception {
        HttpResponse<String> refused = register(ID, KEYS.primary(), "{}");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused))
                .containsOnlyKeys("errorCode", "trackingId", "message", "timestampUtc")
                .containsEntry("errorCode", 401_002)
                .containsEntry("message", "Unauthorized");
        assertThat(refused.headers().firstValue("x-ms-request-id"))
                .contains((String) json(refused).get("trackingId"));

        String resource = "0ne1234ABCD/registrations/Sensor-1";
        assertThat(put(ID, Tokens.token(resource, KEY, Duration.ofSeconds(-1)), "{}")
                        .statusCode())
                .as("expired")
                .isEqualTo(401);
        assertThat(put(ID, Tokens.token("0ne1234ABCD/registrations/other", KEY, Duration.ofHours(1)), "{}")
                        .statusCode())
                .as("for another device")
                .isEqualTo(401);
        for (String header : List.of("Bearer x", "SharedAccessSignature ", "SharedAccessSignature sr=%zz&sig=%&se=x")) {
            assertThat(put(ID, header, "{}").statusCode()).as(header).isEqualTo(401);
        }
        assertThat(world.dps().record(new RegistrationId(ID))).isEmpty();
    }

    @Test
    void refusesTheGroupsMemberThatHasAnEnrollmentWithOtherKeys() throws Exception {
        world.dps().enroll(DeviceEnrollment.individual(ID, SymmetricKeys.generate()));
        assertThat(register(ID, KEY, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void saysThatADeviceIsDisabled() throws Exception {
        world.dps().enroll(DeviceEnrollment.individual(ID, KEYS).disabled());
        HttpResponse<String> answer = pollUntilDecided(register(ID, KEYS.primary(), "{}"));
        assertThat(json(answer)).containsEntry("status", "disabled");
    }

    @Test
    void refusesASecondRegistrationWhileOneIsUnderWay() throws Exception {
        register(ID, KEY, "{}");
        assertThat(register(ID, KEY, "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void hidesOperationsFromOtherDevices() throws Exception {
        mayAnswer.countDown();
        HttpResponse<String> accepted = register(ID, KEY, "{}");
        String other = KEYS.derive(new RegistrationId("other")).primary();
        String path =
                "/0ne1234ABCD/registrations/other/operations/" + json(accepted).get("operationId") + "?api-version=1";
        assertThat(send("GET", path, Tokens.token("0ne1234ABCD", "other", other), "")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{\"registrationId\":\"somebody-else\"}"})
    void refusesMalformedBodies(String body) throws Exception {
        assertThat(register(ID, KEY, body).statusCode()).isEqualTo(400);
    }

    @Test
    void handsThePayloadOnAsItCame() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        world.dps().enroll(DeviceEnrollment.group("thermostats", KEYS).custom(body -> {
            seen.set(new String(body, StandardCharsets.UTF_8));
            return new WebhookResponse(400, new byte[0]);
        }));
        pollUntilDecided(register(ID, KEY, "{\"payload\":\"{\\\"modelId\\\":1}\"}"));
        assertThat(seen.get()).contains("\"payload\":\"{\\\"modelId\\\":1}\"");
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String body = "{\"payload\":{\"a\":\"" + "x".repeat(100_000) + "\"}}";
        assertThat(register(ID, KEY, body).statusCode()).isEqualTo(413);
    }

    @Test
    void refusesWhatItDoesNotImitateAndSaysSo() throws Exception {
        assertThat(send("POST", "/0ne1234ABCD/registrations/Sensor-1/update?api-version=1", "", "{}")
                        .statusCode())
                .isEqualTo(501);
        assertThat(send("DELETE", path(ID), "", "").statusCode()).isEqualTo(501);
    }

    @Test
    void refusesAnotherScopeAndAMissingVersionAndAStrangeId() throws Exception {
        String token = Tokens.token("0ne1234ABCD", ID, KEY);
        assertThat(send("PUT", "/0neOther/registrations/Sensor-1/register?api-version=1", token, "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/0ne1234ABCD/registrations/Sensor-1/register", token, "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", "/0ne1234ABCD/registrations/a%20b/register?api-version=1", token, "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void looksUpWhatBecameOfADevice() throws Exception {
        mayAnswer.countDown();
        String path = "/0ne1234ABCD/registrations/Sensor-1?api-version=2021-10-01";
        String token = Tokens.token("0ne1234ABCD", ID, KEY);
        assertThat(send("POST", path, token, "{}").statusCode())
                .as("it did not register yet")
                .isEqualTo(404);
        pollUntilDecided(register(ID, KEY, "{}"));
        HttpResponse<String> found = send("POST", path, token, "{\"registrationId\":\"Sensor-1\"}");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(json(found)).containsEntry("status", "assigned").containsEntry("deviceId", ID);
        assertThat(send("POST", path, "", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void throttlesRegistrationsIfItIsTold() throws Exception {
        mayAnswer.countDown();
        unit.throttle(0.06); // one a second
        assertThat(register(ID, KEY, "{}").statusCode()).isEqualTo(202);
        HttpResponse<String> throttled = register(ID, KEY, "{}");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(throttled)).containsEntry("errorCode", 429_001);
        assertThat(send("GET", "/enrollments/x?api-version=1", "", "").statusCode())
                .as("operators have a limit of their own")
                .isEqualTo(401);
        time.advance(Duration.ofSeconds(1));
        assertThat(register("Sensor-2", KEY, "{}").statusCode())
                .as("not throttled")
                .isEqualTo(401);
    }

    @Test
    void throttlesTheDeviceThatPollsTooOften() throws Exception {
        HttpResponse<String> accepted = register(ID, KEY, "{}");
        unit.throttle(1);
        assertThat(poll(accepted).statusCode()).isEqualTo(202);
        HttpResponse<String> tooSoon = poll(accepted);
        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(tooSoon.headers().firstValue("Retry-After")).contains("2");
        time.advance(Duration.ofSeconds(2));
        assertThat(poll(accepted).statusCode()).isEqualTo(202);
    }

    @Test
    void makesFaultsAndCountsCalls() throws Exception {
        mayAnswer.countDown();
        unit.faults().next(HttpFault.throttle(Duration.ofSeconds(3)));
        HttpResponse<String> throttled = register(ID, KEY, "{}");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("3");
        assertThat(json(throttled)).containsEntry("errorCode", 429_001);

        unit.faults().next("PUT", path -> path.endsWith("/register"), new HttpFault.DropConnection());
        assertThatThrownBy(() -> register(ID, KEY, "{}")).isInstanceOf(IOException.class);
        assertThat(world.dps().record(new RegistrationId(ID))).isEmpty();

        unit.faults().next(new HttpFault.Delay(Duration.ofMillis(50)));
        assertThat(register(ID, KEY, "{}").statusCode()).isEqualTo(202);
        assertThat(unit.calls().count("PUT", path -> path.endsWith("/register")))
                .isGreaterThanOrEqualTo(3);
    }

    private void await() {
        try {
            if (!mayAnswer.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the webhook answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> register(String id, String key, String body) throws Exception {
        return put(id, Tokens.token("0ne1234ABCD", id, key), body);
    }

    private HttpResponse<String> put(String id, String token, String body) throws Exception {
        return send("PUT", path(id), token, body);
    }

    private static String path(String id) {
        return "/0ne1234ABCD/registrations/" + id + "/register?api-version=2019-03-31";
    }

    private HttpResponse<String> poll(HttpResponse<String> accepted) throws Exception {
        String path = "/0ne1234ABCD/registrations/" + ID + "/operations/"
                + json(accepted).get("operationId") + "?api-version=2019-03-31";
        return send(
                "GET",
                path,
                accepted.request().headers().firstValue("Authorization").orElseThrow(),
                "");
    }

    private HttpResponse<String> pollUntilDecided(HttpResponse<String> accepted) throws Exception {
        HttpResponse<String> answer = poll(accepted);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (answer.statusCode() == 202 && System.nanoTime() < end) {
            Thread.onSpinWait();
            answer = poll(accepted);
        }
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(unit.endpoint() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Objects.requireNonNull(
                Json.asObject(Json.parse(response.body().getBytes(StandardCharsets.UTF_8))), "no object");
    }

    private static Map<String, Object> state(HttpResponse<String> response) {
        return Objects.requireNonNull(Json.asObject(json(response).get("registrationState")), "no state");
    }
}
