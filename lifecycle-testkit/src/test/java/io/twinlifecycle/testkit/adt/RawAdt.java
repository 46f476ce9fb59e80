package io.twinlifecycle.testkit.adt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A local server with the sample models in virtual time, and a client that sends whatever it is told. */
final class RawAdt implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VirtualTime time = new VirtualTime();
    private final LocalAdt adt = LocalAdt.start(new TwinGraph(time));
    private final HttpClient client = HttpClient.newHttpClient();

    RawAdt() {
        adt.graph().models().addTexts(SampleModels.all());
    }

    VirtualTime time() {
        return time;
    }

    LocalAdt adt() {
        return adt;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString());
    }

    HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(adt.httpEndpoint() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer any");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpClient client() {
        return client;
    }

    /** A twin of the sample model of a space. */
    void putSpace(String id) throws IOException, InterruptedException {
        HttpResponse<String> made =
                send("PUT", "/digitaltwins/" + id, "{\"$metadata\":{\"$model\":\"" + SampleModels.SPACE + "\"}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
        return MAPPER.readTree(response.body());
    }

    static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-ms-error-code")).contains(code);
        assertThat(response.body()).startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"");
    }

    @Override
    public void close() {
        adt.close();
    }
}
