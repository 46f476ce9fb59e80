package io.twinlifecycle.testkit.iothub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIotHubWireTest {

    private static final String VERSION = "?api-version=2021-04-12";
    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    private final DeviceWorld world = new DeviceWorld(TimeSource.system());
    private final VirtualHub hub = world.addHub("hub-a");
    private final LocalIotHub unit = LocalIotHub.start(hub);
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(unit.tls().clientContext()).build();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void createsADeviceAndShowsIt() throws Exception {
        HttpResponse<String> created = send("PUT", "/devices/sensor-1", "{\"deviceId\":\"sensor-1\"}");
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().firstValue("ETag"))
                .contains("\"" + json(created).get("etag") + "\"");
        assertThat(json(created))
                .containsEntry("deviceId", "sensor-1")
                .containsEntry("status", "enabled")
                .containsEntry("connectionState", "Disconnected")
                .containsKeys("generationId", "statusReason", "lastActivityTime", "capabilities");
        assertThat(created.body())
                .contains(hub.find(DEVICE).orElseThrow().keys().orElseThrow().primary());
        assertThat(json(send("GET", "/devices/sensor-1", ""))).isEqualTo(json(created));
    }

    @Test
    void refusesInTheWordsOfTheService() throws Exception {
        HttpResponse<String> absent = send("GET", "/devices/sensor-1", "");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.headers().firstValue("iothub-errorcode")).contains("DeviceNotFound");
        assertThat(json(absent)).containsEntry("Message", "ErrorCode:DeviceNotFound;sensor-1");
        assertThat(json(absent).get("ExceptionMessage")).asString().startsWith("Tracking ID:");

        hub.create(DEVICE);
        HttpResponse<String> twice = send("PUT", "/devices/sensor-1", "{}");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(json(twice))
                .containsEntry(
                        "Message", "ErrorCode:DeviceAlreadyExists;A device with ID 'sensor-1' is already registered.");

        HttpResponse<String> module = send("GET", "/devices/sensor-1/modules/m", "");
        assertThat(module.statusCode()).isEqualTo(404);
        assertThat(json(module)).containsEntry("errorCode", 404_010);
    }

    @Test
    void updatesWithIfMatchAndDeletesWithIt() throws Exception {
        hub.create(DEVICE);
        String etag = hub.find(DEVICE).orElseThrow().etag();
        String body = "{\"deviceId\":\"sensor-1\",\"status\":\"disabled\",\"statusReason\":\"broken\"}";
        HttpResponse<String> updated = send("PUT", "/devices/sensor-1", body, "If-Match", "\"" + etag + "\"");
        assertThat(json(updated)).containsEntry("status", "disabled").containsEntry("statusReason", "broken");
        assertThat(send("PUT", "/devices/sensor-1", body, "If-Match", etag).statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "/devices/sensor-1", "", "If-Match", "\"" + etag + "\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", "/devices/sensor-1", "", "If-Match", "\"*\"").statusCode())
                .isEqualTo(204);
        assertThat(hub.find(DEVICE)).isEmpty();
    }

    @Test
    void keepsKeysAndThumbprintsThatItIsGiven() throws Exception {
        SymmetricKeys keys = SymmetricKeys.generate();
        send(
                "PUT",
                "/devices/sensor-1",
                "{\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"" + keys.primary()
                        + "\",\"secondaryKey\":\"" + keys.secondary() + "\"}}}");
        assertThat(hub.find(DEVICE).orElseThrow().keys()).contains(keys);
        HttpResponse<String> signed = send(
                "PUT",
                "/devices/x",
                "{\"authentication\":{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"AB\"}}}");
        assertThat(signed.body()).contains("\"primaryThumbprint\":\"AB\"", "\"primaryKey\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"deviceId\":\"other\"}",
                "{\"status\":\"asleep\"}",
                "{\"authentication\":{\"type\":\"magic\"}}",
                "{\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"no base64!\"}}}"
            })
    void refusesIdentitiesThatAreNone(String body) throws Exception {
        assertThat(send("PUT", "/devices/sensor-1", body).statusCode()).isEqualTo(400);
        assertThat(hub.devices()).isEmpty();
    }

    @Test
    void listsDevicesAndCountsThem() throws Exception {
        hub.create(DEVICE);
        hub.create(new DeviceId("sensor-2"));
        hub.setEnabled(DEVICE, false);
        assertThat(list(send("GET", "/devices/", ""))).hasSize(2);
        assertThat(list(client.send(
                        request("GET", "/devices?top=1&api-version=1", "").build(), BodyHandlers.ofString())))
                .hasSize(1);
        assertThat(json(send("GET", "/statistics/devices", "")))
                .isEqualTo(Map.of("totalDeviceCount", 2, "enabledDeviceCount", 1, "disabledDeviceCount", 1));
        assertThat(json(send("GET", "/statistics/service", ""))).isEqualTo(Map.of("connectedDeviceCount", 0));
    }

    @Test
    void keepsModules() throws Exception {
        hub.create(DEVICE);
        HttpResponse<String> created =
                send("PUT", "/devices/sensor-1/modules/m", "{\"moduleId\":\"m\",\"managedBy\":\"iotEdge\"}");
        assertThat(json(created)).containsEntry("moduleId", "m").containsEntry("managedBy", "iotEdge");
        assertThat(json(send("PUT", "/devices/sensor-1/modules/m", "{}"))).containsEntry("errorCode", 409_301);
        assertThat(json(send("PUT", "/devices/sensor-1/modules/m", "{}", "If-Match", "*")))
                .doesNotContainEntry("managedBy", "iotEdge");
        assertThat(list(send("GET", "/devices/sensor-1/modules", ""))).hasSize(1);
        assertThat(json(send("GET", "/twins/sensor-1/modules/m", ""))).containsEntry("moduleId", "m");
        assertThat(send("DELETE", "/devices/sensor-1/modules/m", "").statusCode())
                .isEqualTo(204);
        assertThat(hub.find(DEVICE).orElseThrow().modules()).isEmpty();
    }

    @Test
    void changesTwinsWithPatchAndWithPut() throws Exception {
        hub.create(DEVICE);
        HttpResponse<String> patched = send(
                "PATCH",
                "/twins/sensor-1",
                "{\"tags\":{\"floor\":2,\"gone\":1},\"properties\":{\"desired\":{\"a\":{\"b\":1},\"$version\":9}}}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(json(patched)).containsEntry("version", 3).containsEntry("tags", Map.of("floor", 2, "gone", 1));
        assertThat(patched.body()).contains("\"$lastUpdatedVersion\":2", "\"$version\":2");
        String etag = patched.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(
                "POST",
                "/twins/sensor-1",
                "{\"tags\":{\"gone\":null}}",
                "If-Match",
                etag,
                "X-HTTP-Method-Override",
                "PATCH");
        assertThat(json(again)).containsEntry("tags", Map.of("floor", 2));
        assertThat(send("PATCH", "/twins/sensor-1", "{\"tags\":{}}", "If-Match", etag)
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> replaced = send("PUT", "/twins/sensor-1", "{\"properties\":{\"desired\":{\"c\":1}}}");
        assertThat(json(replaced)).doesNotContainKey("tags");
        assertThat(hub.twin(DEVICE).desired().values()).isEqualTo(Map.of("c", 1));
        assertThat(send("PATCH", "/twins/sensor-1", "{\"tags\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(send("PATCH", "/twins/sensor-1", "{\"tags\":{\"a.b\":1}}").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/twins/other", "").statusCode()).isEqualTo(404);
    }

    @Test
    void givesQueriesByPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.create(new DeviceId("d" + i));
        }
        List<Object> ids = new ArrayList<>();
        Optional<String> token = Optional.of("");
        int pages = 0;
        while (token.isPresent()) {
            HttpRequest.Builder request =
                    request("POST", "/devices/query" + VERSION, "{\"query\":\"SELECT deviceId FROM devices\"}");
            request.header("x-ms-max-item-count", "2");
            if (!token.get().isEmpty()) {
                request.header("x-ms-continuation", token.get());
            }
            HttpResponse<String> page = client.send(request.build(), BodyHandlers.ofString());
            assertThat(page.headers().firstValue("x-ms-item-type")).contains("Raw");
            list(page).forEach(row -> ids.add(((Map<?, ?>) row).get("deviceId")));
            token = page.headers().firstValue("x-ms-continuation");
            pages++;
        }
        assertThat(ids).containsExactly("d0", "d1", "d2", "d3", "d4");
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\":\"SELECT * FROM devices GROUP BY a\"} | x-ms-max-item-count | 10",
                "{\"query\":\"SELECT * FROM devices\"} | x-ms-max-item-count | 0",
                "{\"query\":\"SELECT * FROM devices\"} | x-ms-max-item-count | many",
                "{\"query\":\"SELECT * FROM devices\"} | x-ms-continuation | no-token",
                "{} | x-ms-max-item-count | 10"
            })
    void refusesQueriesThatItDoesNotUnderstand(String body, String header, String value) throws Exception {
        assertThat(send("POST", "/devices/query", body, header, value).statusCode())
                .isEqualTo(400);
    }

    @Test
    void doesBulkRequestsOneByOne() throws Exception {
        hub.create(DEVICE);
        HttpResponse<String> mixed = send(
                "POST",
                "/devices",
                "[{\"id\":\"new\",\"importMode\":\"create\"},{\"id\":\"sensor-1\",\"importMode\":\"create\"}]");
        assertThat(mixed.statusCode()).isEqualTo(400);
        assertThat(json(mixed)).containsEntry("isSuccessful", false);
        assertThat(mixed.body()).contains("409001", "sensor-1");
        assertThat(hub.find(new DeviceId("new"))).isPresent();

        HttpResponse<String> removed = send(
                "POST",
                "/devices",
                "[{\"id\":\"new\",\"importMode\":\"Delete\"},{\"id\":\"sensor-1\",\"importMode\":\"delete\"}]");
        assertThat(json(removed)).containsEntry("isSuccessful", true);
        assertThat(hub.devices()).isEmpty();
        assertThat(send("POST", "/devices", "[{\"id\":\"a\",\"importMode\":\"updateTwin\"}]")
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void letsNobodyInWithoutTheRight() throws Exception {
        hub.create(DEVICE);
        assertThat(status("GET", "/devices/sensor-1", "registryRead")).isEqualTo(200);
        assertThat(status("DELETE", "/devices/sensor-1", "registryRead")).isEqualTo(401);
        assertThat(status("GET", "/twins/sensor-1", "registryReadWrite")).isEqualTo(401);
        assertThat(status("GET", "/twins/sensor-1", "service")).isEqualTo(200);
        assertThat(status("GET", "/devices/sensor-1", "service")).isEqualTo(401);
        assertThat(status("GET", "/devices/sensor-1", "device")).isEqualTo(401);
        assertThat(status("DELETE", "/devices/sensor-1", "registryReadWrite")).isEqualTo(204);
    }

    @Test
    void takesTokensForItsOwnNameAndForItsAddressButNoOthers() throws Exception {
        String key = key("iothubowner");
        assertThat(withToken(token("hub-a.azure-devices.net", key, 60))).isEqualTo(404);
        assertThat(withToken(token(unit.host(), key, 60))).isEqualTo(404);
        assertThat(withToken(token(Percent.encode(unit.host()), key, 60))).isEqualTo(404);
        assertThat(withToken(token("hub-b.azure-devices.net", key, 60))).isEqualTo(401);
        assertThat(withToken(token(unit.host(), key, -1))).as("expired").isEqualTo(401);
        assertThat(withToken(token(unit.host(), SymmetricKeys.generate().primary(), 60)))
                .as("signed with another key")
                .isEqualTo(401);
        assertThat(withToken("")).isEqualTo(401);
        assertThat(withToken("Bearer anything")).isEqualTo(404);
        assertThat(withToken(unit.token(Duration.ofMinutes(1)))).isEqualTo(404);
    }

    @Test
    void isReachedWhereItIsTold() throws Exception {
        String key = key("iothubowner");
        unit.reachedAt(() -> "hub.test:8883");
        assertThat(unit.host()).isEqualTo("hub.test:8883");
        assertThat(unit.connectionString())
                .isEqualTo("HostName=hub.test:8883;SharedAccessKeyName=iothubowner;SharedAccessKey=" + key);
        assertThat(withToken(token("hub.test", key, 60))).isEqualTo(404);
        assertThat(withToken(token("localhost", key, 60))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /twins/sensor-1/methods",
        "GET, /jobs/v2/1",
        "PUT, /configurations/c",
        "GET, /digitaltwins/sensor-1",
        "POST, /devices/sensor-1/applyConfigurationContent",
        "POST, /devices/sensor-1"
    })
    void saysWhatItDoesNotImitate(String method, String path) throws Exception {
        HttpResponse<String> refused = send(method, path, "{}");
        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.body()).contains("does not imitate");
    }

    @Test
    void refusesAMissingVersionAndAStrangeId() throws Exception {
        HttpResponse<String> missing =
                client.send(request("GET", "/devices/a", "").build(), BodyHandlers.ofString());
        assertThat(missing.body()).contains("InvalidProtocolVersion");
        assertThat(send("GET", "/devices/a%20b", "").statusCode()).isEqualTo(400);
    }

    @Test
    void takesIdsWithEveryCharacterThatAHubAllows() throws Exception {
        String id = "a-b.c%d_e*f?g!h(i)j,k:l=m@n$o'p";
        assertThat(send("PUT", "/devices/" + Percent.encode(id), "{}").statusCode())
                .isEqualTo(200);
        assertThat(hub.find(new DeviceId(id))).isPresent();
    }

    @Test
    void makesFaultsAndCountsCalls() throws Exception {
        unit.faults().next(HttpFault.throttle(Duration.ofSeconds(3)));
        HttpResponse<String> throttled = send("GET", "/devices", "");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("3");
        assertThat(throttled.body()).contains("ErrorCode:ThrottlingException;");
        hub.create(DEVICE);
        unit.faults().next(new HttpFault.LoseAnswer());
        assertThatThrownBy(() -> send("DELETE", "/devices/sensor-1", "")).isInstanceOf(IOException.class);
        assertThat(hub.find(DEVICE)).as("the effect came before the loss").isEmpty();
        assertThat(unit.calls().count("GET", "/devices"::equals)).isEqualTo(1);
    }

    private String key(String policy) {
        String text = unit.connectionString(policy);
        return text.substring(text.indexOf("SharedAccessKey=") + "SharedAccessKey=".length());
    }

    private int status(String method, String path, String policy) throws Exception {
        String resource = "hub-a.azure-devices.net";
        long expiry = TimeSource.system().now().getEpochSecond() + 60;
        String signature = SymmetricKeys.hmac(key(policy), resource + "\n" + expiry);
        String token = "SharedAccessSignature sr=" + resource + "&sig=" + Percent.encode(signature) + "&se=" + expiry
                + "&skn=" + policy;
        HttpRequest.Builder request = request(method, path + VERSION, "").setHeader("Authorization", token);
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private static String token(String resource, String key, int seconds) {
        long expiry = TimeSource.system().now().getEpochSecond() + seconds;
        String signature = SymmetricKeys.hmac(key, resource + "\n" + expiry);
        return "SharedAccessSignature sr=" + resource + "&sig=" + Percent.encode(signature) + "&skn=iothubowner&se="
                + expiry;
    }

    private int withToken(String token) throws Exception {
        HttpRequest.Builder request =
                request("GET", "/devices/nobody" + VERSION, "").setHeader("Authorization", token);
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(method, path + VERSION, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String pathAndQuery, String body) {
        return HttpRequest.newBuilder(URI.create(unit.endpoint() + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", unit.token(Duration.ofMinutes(5)))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Objects.requireNonNull(
                Json.asObject(Json.parse(response.body().getBytes(StandardCharsets.UTF_8))), "no object");
    }

    private static List<?> list(HttpResponse<String> response) {
        return (List<?>)
                Objects.requireNonNull(Json.parse(response.body().getBytes(StandardCharsets.UTF_8)), "no list");
    }
}
