package io.twinlifecycle.testkit.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.graph.ImportJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a well-behaved client never sends, and what it never shows. */
class LocalAdtWireTest {

    private final LocalAdt unit = LocalAdt.start();
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(unit.sslContext()).build();

    @AfterEach
    void close() {
        unit.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(unit.httpEndpoint(), method, path, body, headers);
    }

    private HttpResponse<String> send(URI endpoint, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer fake");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void assertAnswer(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains(code);
        assertThat(response.body()).startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"");
    }

    @Test
    void letsNobodyInWithoutABearerToken() throws Exception {
        for (String header : List.of("Basic Zm9vOmJhcg==", "Bearer", "Bearer  ")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(unit.httpEndpoint() + "/models"))
                    .header("Authorization", header)
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(header).isEqualTo(401);
            assertThat(response.body()).isEqualTo("{\"statusCode\":401,\"message\":\"Unauthorized\"}");
        }
    }

    @Test
    void saysOfWhatItDoesNotImitateThatItDoesNot() throws Exception {
        assertAnswer(send("POST", "/jobs/exports?api-version=2023-10-31", ""), 501, "NotImitated");
        assertAnswer(send("GET", "/jobs/exports/1", ""), 501, "NotImitated");
        assertAnswer(send("POST", "/digitaltwins/t1/components/c/telemetry/x", "{}"), 501, "NotImitated");
        assertAnswer(send("GET", "/", ""), 501, "NotImitated");
        assertAnswer(send("POST", "/digitaltwins/t1", "{}"), 405, "MethodNotAllowed");
    }

    @Test
    void refusesIdsThatNoPathCanCarry() throws Exception {
        for (String id : List.of("..", ".", "%2E%2E", "a%2Fb", "a%5Cb", "%00", "%FF", "", "x".repeat(257))) {
            assertAnswer(send("GET", "/digitaltwins/" + id, ""), 400, "InvalidArgument");
        }
        assertAnswer(send("GET", "/models/room", ""), 400, "InvalidArgument");
    }

    @Test
    void matchesPathsInAnyCase() throws Exception {
        assertThat(send("GET", "/Models?api-version=2023-10-31", "").statusCode())
                .isEqualTo(200);
        assertAnswer(send("GET", "/DigitalTwins/t1/Relationships", ""), 404, "DigitalTwinNotFound");
    }

    @Test
    void refusesBodiesThatAreNone() throws Exception {
        String twin = "/digitaltwins/t1?api-version=2023-10-31";
        HttpResponse<String> empty = send("PUT", twin, "");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("\"code\":\"BadRequest\"");
        assertThat(empty.headers().firstValue("x-ms-error-code")).isEmpty();
        assertThat(send("PUT", twin, "{\"a\":").statusCode()).isEqualTo(400);
        assertThat(send("PUT", twin, "[".repeat(5_000)).statusCode()).isEqualTo(400);
        assertAnswer(send("PUT", twin, "[]"), 400, "InvalidArgument");
        assertAnswer(send("PUT", twin, "{}"), 400, "InvalidArgument");
        assertAnswer(send("PUT", twin, "{\"$metadata\":{\"$model\":\"no model\"}}"), 400, "InvalidArgument");
        assertAnswer(send("PUT", twin, "{}", "If-None-Match", "W/\"x\""), 400, "InvalidArgument");
        assertAnswer(send("POST", "/models", "{}"), 400, "InvalidArgument");
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        String large = "{\"serialNumber\":\"" + "x".repeat(200 * 1024) + "\"}";

        assertAnswer(send("PUT", "/digitaltwins/t1", large), 413, "RequestBodyTooLarge");
        assertAnswer(send(unit.endpoint(), "PUT", "/digitaltwins/t1", large), 413, "RequestBodyTooLarge");
    }

    @Test
    void refusesQueriesThatAreNone() throws Exception {
        String query = "{\"query\":\"SELECT * FROM DIGITALTWINS\"}";
        for (String size : List.of("0", "-1", "x", "", "9999999999")) {
            assertAnswer(send("POST", "/query", query, "max-items-per-page", size), 400, "InvalidArgument");
        }
        assertThat(send("POST", "/query", "{}").body()).contains("\"code\":\"BadRequest\"");
        assertAnswer(send("POST", "/query", "{\"continuationToken\":\"x\"}"), 400, "BadRequest");
        assertThat(send("POST", "/query", query).body()).isEqualTo("{\"value\":[],\"continuationToken\":null}");
    }

    @Test
    void refusesTelemetryWithoutAMessageId() throws Exception {
        assertAnswer(send("POST", "/digitaltwins/t1/telemetry", "{}"), 400, "InvalidArgument");
        assertThat(send("POST", "/digitaltwins/t1/telemetry", "", "Message-Id", "m")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsImportJobsThatATestMustEnd() throws Exception {
        String job = "{\"inputBlobUri\":\"https://a/in\",\"outputBlobUri\":\"https://a/out\"}";
        HttpResponse<String> created = send("PUT", "/jobs/imports/j1", job);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).endsWith("\"status\":\"notstarted\"}").doesNotContain("finishedDateTime");
        assertAnswer(send("PUT", "/jobs/imports/j1", job), 409, "JobIdAlreadyExists");
        assertAnswer(send("PUT", "/jobs/imports/j2", "{}"), 400, "InvalidArgument");

        unit.graph().importJobs().set("j1", ImportJob.Status.SUCCEEDED);
        assertThat(send("POST", "/jobs/imports/j1/cancel", "").body())
                .as("a job that has ended cannot be cancelled")
                .contains("finishedDateTime")
                .endsWith("\"status\":\"succeeded\"}");
        send("PUT", "/jobs/imports/j2", job);
        assertThat(send("POST", "/jobs/imports/j2/cancel", "").body()).contains("\"status\":\"cancelled\"");
        assertThat(send("GET", "/Jobs/Imports", "").body())
                .startsWith("{\"value\":[{\"id\":\"j1\"")
                .endsWith("],\"nextLink\":null}");
        assertThat(send("DELETE", "/jobs/imports/j1", "").statusCode()).isEqualTo(204);
        assertAnswer(send("GET", "/jobs/imports/j1", ""), 404, "JobNotFound");
        assertAnswer(send("POST", "/jobs/imports/j1/cancel", ""), 404, "JobNotFound");
    }

    @Test
    void refusesAPatchWhoseElementIsNoObjectInItsOwnWay() throws Exception {
        HttpResponse<String> response = send("PATCH", "/digitaltwins/t1", "[\"add\"]");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    @Test
    void givesAnotherETagForAnEmptyPatch() throws Exception {
        unit.graph().models().addTexts(SampleModels.all());
        String twin = "/digitaltwins/d1";
        String created = send("PUT", twin, "{\"$metadata\":{\"$model\":\"dtmi:com:example:Device;1\"}}")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<String> patched = send("PATCH", twin, "[]", "If-Match", "W/\"other\", " + created);
        assertThat(patched.statusCode()).isEqualTo(204);
        assertThat(patched.headers().firstValue("ETag"))
                .hasValueSatisfying(etag -> assertThat(etag).isNotEqualTo(created));
    }

    @Test
    void writesATwinAsTheServiceDoes() throws Exception {
        unit.graph().models().addTexts(SampleModels.all());
        String body = "{\"$metadata\":{\"$model\":\"dtmi:com:example:Thermostat;1\"},"
                + "\"sensor\":{\"$metadata\":{},\"maker\":\"Contoso\"},\"targetTemperature\":20,\"isOn\":true}";

        String time = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z\"";
        String written = "\\{\"lastUpdateTime\":" + time + "}";
        assertThat(send("PUT", "/digitaltwins/t1", body).body())
                .matches("\\{\"\\$dtId\":\"t1\",\"\\$etag\":\"W/\\\\\"[0-9a-f-]{36}\\\\\"\","
                        + "\"targetTemperature\":20,\"isOn\":true,"
                        + "\"sensor\":\\{\"maker\":\"Contoso\",\"\\$metadata\":\\{\"\\$lastUpdateTime\":" + time
                        + ",\"maker\":" + written + "}},"
                        + "\"\\$metadata\":\\{\"\\$model\":\"dtmi:com:example:Thermostat;1\",\"\\$lastUpdateTime\":"
                        + time
                        + ",\"targetTemperature\":" + written + ",\"isOn\":" + written + "}}");
    }

    @Test
    void putsDetailsIntoARefusedValidation() throws Exception {
        String body = "{\"$metadata\":{\"$model\":\"dtmi:com:example:Unknown;1\"}}";

        assertThat(send("PUT", "/digitaltwins/t1", body).body())
                .isEqualTo("{\"error\":{\"code\":\"ValidationFailed\",\"message\":\"Invalid twin"
                        + " specified\",\"details\":[{\"code\":\"ValidationFailed\",\"message\":\"dtmi:com:example:Unknown;1"
                        + " or one of its dependencies does not exist.\"}]}}");
    }

    @Test
    void showsACertificateForLoopbackByNameAndAddress() throws Exception {
        unit.certificate().checkValidity();
        unit.certificate().verify(unit.certificate().getPublicKey());
        int port = unit.endpoint().getPort();

        assertThat(send(URI.create("https://localhost:" + port), "GET", "/models", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(URI.create("https://127.0.0.1:" + port), "GET", "/models", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsAnswersGoingWhenManyAskAtOnce() {
        List<Integer> statuses = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return send("GET", "/models", "").statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(statuses).hasSize(200).containsOnly(200);
        assertThat(unit.calls().total()).isEqualTo(200);
    }
}
