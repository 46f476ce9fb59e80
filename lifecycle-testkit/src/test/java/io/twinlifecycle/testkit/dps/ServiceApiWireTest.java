package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.tls.DeviceCertificates;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import io.twinlifecycle.testkit.world.RegistrationRecord.Substatus;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceApiWireTest {

    private static final String VERSION = "?api-version=2021-10-01";
    private static final String GROUP =
            "{\"enrollmentGroupId\":\"thermostats\",\"attestation\":{\"type\":\"symmetricKey\"}";

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final LocalDps unit = LocalDps.start(world);
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(unit.sslContext()).build();

    @BeforeEach
    void addHubs() {
        world.addHub("hub-a");
        world.addHub("hub-b");
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void saysInTheServicesFormWhatIsNotThere() throws Exception {
        HttpResponse<String> answer = send("GET", "/enrollments/nobody", token(), "", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer))
                .containsOnlyKeys("errorCode", "trackingId", "message", "timestampUtc")
                .containsEntry("errorCode", 404_201);
        assertThat(json(send("GET", "/registrations/nobody", token(), "", ""))).containsEntry("errorCode", 404_202);
    }

    @Test
    void looksAtTheTokenInEveryRespect() throws Exception {
        String host = "localhost%3a" + unit.endpoint().getPort();
        assertThat(status(Tokens.token(host, key(), Duration.ofHours(1)).replace("skn=registration", "skn=device")))
                .as("another policy")
                .isEqualTo(401);
        assertThat(status(owner(Tokens.token(host, key(), Duration.ofSeconds(-1)))))
                .as("expired")
                .isEqualTo(401);
        assertThat(status(owner(Tokens.token("other.example.com", key(), Duration.ofHours(1)))))
                .as("another host")
                .isEqualTo(401);
        assertThat(status(owner(Tokens.token(host, SymmetricKeys.generate().primary(), Duration.ofHours(1)))))
                .as("another key")
                .isEqualTo(401);
        assertThat(status("")).isEqualTo(401);
        assertThat(status(owner(Tokens.token(host, key(), Duration.ofHours(1)))))
                .isEqualTo(404);
        assertThat(status(owner(Tokens.token("localhost", key(), Duration.ofHours(1)))))
                .as("without a port")
                .isEqualTo(404);
    }

    @Test
    void callsNoWebhookElsewhereUnlessItIsAllowed() throws Exception {
        String group = GROUP + ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":"
                + "\"https://hooks.example.com/allocate\",\"apiVersion\":\"2021-10-01\"}}";
        HttpResponse<String> refused = send("PUT", "/enrollmentGroups/thermostats", token(), "", group);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("hooks.example.com", "allowWebhooks");
        assertThat(world.dps().groups()).isEmpty();

        unit.allowWebhooks(url -> "hooks.example.com".equals(url.getHost()));
        assertThat(send("PUT", "/enrollmentGroups/thermostats", token(), "", group)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotImitate() throws Exception {
        HttpResponse<String> latency = send(
                "PUT", "/enrollmentGroups/thermostats", token(), "", GROUP + ",\"allocationPolicy\":\"geoLatency\"}");
        assertThat(latency.statusCode()).isEqualTo(501);
        assertThat(latency.body()).contains("latency");
        assertThat(send("GET", "/enrollments/a/b", token(), "", "").statusCode())
                .isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT registrationId FROM enrollments",
                "SELECT * FROM enrollmentGroups",
                "SELECT * FROM enrollments WHERE a = 'b' OR c = 'd'",
                "SELECT * FROM enrollments WHERE STARTSWITH(a, 'b')",
                "SELECT * FROM enrollments WHERE a = 'b' AND",
                "DROP TABLE enrollments"
            })
    void refusesQueriesThatItDoesNotUnderstand(String query) throws Exception {
        assertThat(send("POST", "/enrollments/query", token(), "", "{\"query\":\"" + query + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsTheKeysThatItDoesNotShowWhenAnEnrollmentIsWrittenBack() throws Exception {
        SymmetricKeys keys = SymmetricKeys.generate();
        world.dps().enroll(DeviceEnrollment.group("thermostats", keys));
        HttpResponse<String> shown = send("GET", "/enrollmentGroups/thermostats", token(), "", "");
        assertThat(shown.body()).doesNotContain(keys.primary()).doesNotContain("primaryKey");
        send(
                "PUT",
                "/enrollmentGroups/thermostats",
                token(),
                String.valueOf(json(shown).get("etag")),
                shown.body());
        assertThat(world.dps().groups().get(0).attestation().symmetricKeys()).contains(keys);
    }

    @Test
    void takesCertificatesInEveryFormAndShowsTheirInfosOnly() throws Exception {
        DeviceCertificates root =
                DeviceCertificates.root("Root", TimeSource.system().now());
        String der = Base64.getEncoder().encodeToString(root.certificate().getEncoded());
        String encodedPem = Base64.getEncoder().encodeToString(root.pem().getBytes(StandardCharsets.US_ASCII));
        for (String form : List.of(root.pem().replace("\n", "\\n"), der, encodedPem)) {
            String group = "{\"enrollmentGroupId\":\"pumps\",\"attestation\":{\"type\":\"x509\",\"x509\":"
                    + "{\"signingCertificates\":{\"primary\":{\"certificate\":\"" + form + "\"}}}}}";
            assertThat(send("PUT", "/enrollmentGroups/pumps", token(), "", group)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> shown = send("GET", "/enrollmentGroups/pumps", token(), "", "");
            assertThat(shown.body()).contains("\"subjectName\":\"CN=Root\"").doesNotContain("\"certificate\"");
            assertThat(send("PUT", "/enrollmentGroups/pumps", token(), "*", shown.body())
                            .statusCode())
                    .as("written back as it was shown")
                    .isEqualTo(200);
            assertThat(world.dps().groups().get(0).attestation()).isEqualTo(X509.signedBy(root.certificate()));
            send("DELETE", "/enrollmentGroups/pumps", token(), "", "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"none\"}",
                "{\"type\":\"tpm\"}",
                "{\"type\":\"tpm\",\"tpm\":{\"endorsementKey\":\"ZW5k\"}}",
                "{\"type\":\"x509\"}",
                "{\"type\":\"x509\",\"x509\":{\"signingCertificates\":{\"primary\":{\"certificate\":\"eA==\"}}}}",
                "{\"type\":\"symmetricKey\",\"symmetricKey\":{\"primaryKey\":\"no base 64\"}}"
            })
    void refusesAttestationsThatNoGroupCanHave(String attestation) throws Exception {
        String group = "{\"enrollmentGroupId\":\"pumps\",\"attestation\":" + attestation + "}";
        assertThat(send("PUT", "/enrollmentGroups/pumps", token(), "", group).statusCode())
                .isEqualTo(400);
        assertThat(world.dps().groups()).isEmpty();
    }

    @Test
    void leavesNothingOutWhenTheListChangesBetweenPages() throws Exception {
        for (String id : List.of("b", "A", "d", "c")) {
            world.dps().enroll(DeviceEnrollment.individual(id, SymmetricKeys.generate()));
        }
        HttpResponse<String> first = page("");
        assertThat(first.body()).contains("\"A\"", "\"b\"");
        world.dps().removeEnrollment(Enrollment.Kind.INDIVIDUAL, "a");
        String more = first.headers().firstValue("x-ms-continuation").orElseThrow();
        HttpResponse<String> second = page(more);
        assertThat(second.body()).contains("\"c\"", "\"d\"").doesNotContain("\"b\"");
        assertThat(second.headers().firstValue("x-ms-continuation")).isEmpty();
        assertThat(second.headers().firstValue("x-ms-item-type")).contains("enrollment");
    }

    @Test
    void readsPathsInAnyCaseAndWithASlashTooMany() throws Exception {
        assertThat(send("PUT", "/enrollmentgroups/thermostats", token(), "", GROUP + "}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/enrollmentgroups/Thermostats/attestationMechanism", token(), "", "")
                        .statusCode())
                .as("ids of groups have no case either")
                .isEqualTo(200);
        String bulk = "{\"mode\":\"create\",\"enrollments\":[{\"registrationId\":\"sensor-1\",\"attestation\":"
                + "{\"type\":\"symmetricKey\"}}]}";
        assertThat(send("POST", "/enrollments/", token(), "", bulk).body()).contains("\"isSuccessful\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, DEVICE_DATA_MIGRATED, hub-b.azure-devices.net",
        "true, false, DEVICE_DATA_RESET, hub-b.azure-devices.net",
        "false, true, INITIAL_ASSIGNMENT, hub-a.azure-devices.net"
    })
    void movesDevicesAsTheEnrollmentSays(boolean update, boolean migrate, Substatus expected, String hub)
            throws Exception {
        String start = GROUP + ",\"allocationPolicy\":\"static\",\"reprovisionPolicy\":{\"updateHubAssignment\":"
                + update + ",\"migrateDeviceData\":" + migrate + "},\"iotHubs\":[\"hub-";
        send("PUT", "/enrollmentGroups/thermostats", token(), "", start + "a.azure-devices.net\"]}");
        world.dps().register(RegistrationRequest.of("sensor-1"));
        send("PUT", "/enrollmentGroups/thermostats", token(), "*", start + "b.azure-devices.net\"]}");
        RegistrationRecord moved = world.dps().register(RegistrationRequest.of("sensor-1"));
        assertThat(moved.substatus()).contains(expected);
        assertThat(moved.assignment().orElseThrow().hub().value()).isEqualTo(hub);
    }

    @Test
    void keepsAMemberOfAGroupOutByADisabledEnrollmentOfItsOwn() throws Exception {
        send("PUT", "/enrollmentGroups/thermostats", token(), "", GROUP + "}");
        send(
                "PUT",
                "/enrollments/sensor-1",
                token(),
                "",
                "{\"registrationId\":\"sensor-1\",\"attestation\":{\"type\":\"symmetricKey\"},"
                        + "\"provisioningStatus\":\"disabled\"}");
        assertThat(world.dps().register(RegistrationRequest.of("sensor-1")).status())
                .isEqualTo(RegistrationRecord.Status.DISABLED);
        assertThat(world.dps().register(RegistrationRequest.of("sensor-2")).status())
                .isEqualTo(RegistrationRecord.Status.ASSIGNED);
    }

    @Test
    void callsAWebhookThatTheOperatorNamed() throws Exception {

        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean asDocumented = body.contains("\"apiVersion\":\"2021-10-01\"") && body.contains("?****");
                byte[] answer = "{\"iotHubHostName\":\"hub-b.azure-devices.net\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(asDocumented ? 200 : 400, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        webhook.start();
        try {
            String group = GROUP + ",\"allocationPolicy\":\"custom\",\"customAllocationDefinition\":{\"webhookUrl\":"
                    + "\"http://localhost:" + webhook.getAddress().getPort()
                    + "/api/allocate?code=key\",\"apiVersion\":\"2021-10-01\"}}";
            send("PUT", "/enrollmentGroups/thermostats", token(), "", group);
            assertThat(world.dps().register(RegistrationRequest.of("sensor-1")).assignment())
                    .hasValueSatisfying(where -> assertThat(where.hub().value()).isEqualTo("hub-b.azure-devices.net"));
        } finally {
            webhook.stop(0);
        }
    }

    private HttpResponse<String> page(String continuation) throws Exception {
        HttpRequest.Builder request = request("/enrollments/query", token())
                .header("x-ms-max-item-count", "2")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"select * from enrollments\"}"));
        if (!continuation.isEmpty()) {
            request.header("x-ms-continuation", continuation);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int status(String token) throws Exception {
        return send("GET", "/enrollments/nobody", token, "", "").statusCode();
    }

    private HttpResponse<String> send(String method, String path, String token, String ifMatch, String body)
            throws Exception {
        HttpRequest.Builder request = request(path, token).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!ifMatch.isEmpty()) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(unit.endpoint() + path + VERSION))
                .timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", token);
    }

    private String token() {
        return owner(Tokens.token("localhost", key(), Duration.ofHours(1)));
    }

    private static String owner(String token) {
        return token.replace("skn=registration", "skn=provisioningserviceowner");
    }

    private String key() {
        Matcher key = Pattern.compile("SharedAccessKey=(.+)$").matcher(unit.serviceConnectionString());
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Objects.requireNonNull(
                Json.asObject(Json.parse(response.body().getBytes(StandardCharsets.UTF_8))), "no object");
    }
}
