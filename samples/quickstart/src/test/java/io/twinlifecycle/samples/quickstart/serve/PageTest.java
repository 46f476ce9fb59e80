package io.twinlifecycle.samples.quickstart.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.samples.quickstart.page.Page;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's paths, over HTTP. What a browser makes of them is tested in {@code samples/clients/test/page.test.mjs}. */
@Timeout(120) // reading a stream on which nothing comes would wait for ever
class PageTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEVICE = "thermostat-1";

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension();

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalCloud cloud;
    private Application application;
    private Control control;

    @BeforeEach
    void serve(LocalCloud started) throws Exception {
        cloud = started;
        Journal journal = new Journal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        cloud.graph().models().addTexts(Models.all());
        Page page = Page.of(cloud);
        application = Application.start(cloud, 0, journal, page);
        control = Control.start(0, application, journal, page, () -> {});
        Enrollment.in(cloud, application.webhookUrl(), Models.THERMOSTAT.value());
    }

    @AfterEach
    void stop() {
        control.close();
        application.close();
    }

    @Test
    void tellsTheStoryInWhichTheArticleLosesTheTwinOfALivingDevice() throws Exception {
        assertThat(command("register")).isEqualTo(204);
        assertThat(twins("ours")).containsExactly(DEVICE, "floor-1");
        assertThat(twins("article")).as("both begin alike").isEqualTo(twins("ours"));
        String first = hub();

        assertThat(command("move")).isEqualTo(204);
        assertThat(hub()).isNotEqualTo(first);
        await().atMost(LONG).untilAsserted(() -> assertThat(twins("article")).containsExactly("floor-1"));
        assertThat(state().at("/article/losses").asInt()).isEqualTo(1);
        assertThat(twins("ours")).containsExactly(DEVICE, "floor-1");
        assertThat(state().at("/stale/" + DEVICE).asText()).isEqualTo(first);

        assertThat(command("register")).isEqualTo(204);
        assertThat(command("telemetry")).isEqualTo(204);
        assertThat(twins("article")).contains(DEVICE);
        assertThat(state().at("/article/relationships"))
                .as("what people added is gone")
                .isEmpty();
        assertThat(state().at("/ours/relationships")).hasSize(1);

        assertThat(command("replay")).isEqualTo(204);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(state().at("/article/losses").asInt()).isEqualTo(2));
        assertThat(twins("ours")).containsExactly(DEVICE, "floor-1");

        assertThat(command("delete")).isEqualTo(204);
        await().atMost(LONG).untilAsserted(() -> assertThat(twins("ours")).containsExactly("floor-1"));
        assertThat(state().at("/ours/losses").asInt()).isZero();
    }

    @Test
    void streamsTheStateAndEveryEntryWithBothOutcomes() throws Exception {
        try (BufferedReader stream = stream()) {
            assertThat(next(stream, "state").at("/hubs/0/name").asText()).isEqualTo("hub-a");

            command("register");
            assertThat(next(stream, "entry").at("/title").asText()).startsWith("Switch on " + DEVICE);
            JsonNode registration = next(stream, "entry");
            assertThat(registration.at("/title").asText()).contains("by the rule draining > weighted-hash");
            assertThat(registration.at("/ours/text").asText()).isEqualTo("Created the twin.");
            assertThat(registration.at("/article/text").asText()).isEqualTo("Created the twin.");
            JsonNode creation = next(stream, "entry");
            assertThat(creation.at("/ours/outcome").asText()).isEqualTo("NOTED_ALIVE");
            assertThat(creation.at("/article/outcome").asText()).isEqualTo("IGNORED");
        }
    }

    @Test
    void saysWhyACommandCannotBeCarriedOut() throws Exception {
        HttpResponse<String> answer = post("/move/" + DEVICE);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("No hub has thermostat-1.");

        assertThat(post("/replay/" + DEVICE).body()).contains("Move it first");
        assertThat(post("/register/no%20device").statusCode()).isEqualTo(400);
        assertThat(get("/register/" + DEVICE).statusCode()).isEqualTo(405);
        assertThat(get("/stop").statusCode()).as("a picture could ask for it").isEqualTo(405);
    }

    @Test
    void servesEveryFileThatThePageNeedsAndNoOther() throws Exception {
        String page = get("/").body();
        assertThat(page).contains("<title>Local cloud");
        List<String> files = List.of("page.css", "icon.svg", "page.mjs");
        for (String file : files) {
            assertThat(page).contains("/page/" + file);
            assertServed("/page/" + file);
        }
        assertServed("/page/cytoscape.mjs");
        assertThat(get("/page/../pom.xml").statusCode()).isEqualTo(404);
        assertThat(get("/page/").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost:1", "null", "http://localhost.evil.example"})
    void refusesTheButtonsToOtherPages(String origin) throws Exception {
        for (String path : List.of("/register/" + DEVICE, "/drain/hub-a", "/stop")) {
            assertThat(raw("POST " + path, "Host: localhost:" + port(), "Origin: " + origin))
                    .contains(" 403 ");
        }
        assertThat(cloud.world().dps().registrations().all()).isEmpty();
        assertThat(application.drained()).isEmpty();
    }

    @Test
    void letsItsOwnPageAndClientsThatAreNoBrowsersIn() throws Exception {
        String host = "Host: localhost:" + port();
        assertThat(raw("POST /drain/hub-a", host, "Origin: http://localhost:" + port()))
                .contains(" 204 ");
        assertThat(raw("POST /undrain/hub-a", host)).contains(" 204 ");
        assertThat(raw("GET /state", "Host: 127.0.0.1:" + port())).contains(" 200 ");
    }

    @Test
    void refusesNamesThatWereMadeToPointHere() throws Exception {
        assertThat(raw("GET /state", "Host: evil.example:" + port())).contains(" 403 ");
        assertThat(raw("GET /stream", "Host: evil.example")).contains(" 403 ");
        assertThat(raw("GET /", "Host: localhost")).as("without the port").contains(" 403 ");
        assertThat(raw("GET /journal", "Host: localhost:" + port(), "Sec-Fetch-Site: cross-site"))
                .contains(" 403 ");
        assertThat(raw("GET /", "Host: localhost:" + port(), "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .as("somebody followed a link")
                .contains(" 200 ");
    }

    @Test
    void forbidsInlineScriptsAndFrames() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(get("/").body())
                .doesNotContainPattern(Pattern.compile("<script(?![^>]*src=)|<style|style=|onclick="));
    }

    @Test
    void readersWhoDoNotReadStopNobodyAndAreNotLetInWithoutEnd() throws Exception {
        List<Socket> asleep = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Socket reader = connect();
                asleep.add(reader);
                send(reader, "GET /stream", "Host: localhost:" + port());
                assertThat(reader.getInputStream().read()).as("it is let in").isEqualTo('H');
            }
            assertThat(raw("GET /stream", "Host: localhost:" + port())).contains(" 503 ");
            for (int i = 0; i < 110; i++) {
                cloud.world().hub("hub-a").create(new DeviceId("device-" + i));
            }
            assertThat(command("register")).isEqualTo(204);
            assertThat(state().at("/hubs/0/devices"))
                    .as("of many devices some are shown")
                    .hasSize(100);
        } finally {
            for (Socket reader : asleep) {
                reader.close();
            }
        }
    }

    private void assertServed(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).isNotEmpty();
    }

    private List<String> twins(String side) throws Exception {
        return state().at("/" + side + "/twins").findValuesAsText("id").stream()
                .sorted((one, other) -> other.compareTo(one))
                .toList();
    }

    private String hub() throws Exception {
        for (JsonNode hub : state().at("/hubs")) {
            if (!hub.at("/devices").isEmpty()) {
                return hub.at("/name").asText();
            }
        }
        return "none";
    }

    private JsonNode state() throws Exception {
        return JSON.readTree(get("/state").body());
    }

    private int command(String name) throws Exception {
        return post("/" + name + "/" + DEVICE).statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return http.send(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private BufferedReader stream() throws Exception {
        InputStream body = http.send(request("/stream").build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static JsonNode next(BufferedReader stream, String event) throws IOException {
        String line = stream.readLine();
        while (!("event: " + event).equals(line)) {
            line = stream.readLine();
        }
        return JSON.readTree(stream.readLine().substring("data: ".length()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(control.uri() + path)).timeout(LONG);
    }

    private int port() {
        return control.uri().getPort();
    }

    /** What the JDK's client does not let one say. */
    private String raw(String request, String... headers) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request, headers);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return line == null ? "nothing" : line;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static void send(Socket socket, String request, String... headers) throws IOException {
        String text = request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
