package io.twinlifecycle.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.policy.AllocationPolicies;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers do to the sample's webhook. */
class WebhookServerTest {

    private static final String KEY = "a-key-that-only-dps-has";
    private static final int PATIENCE_MILLIS = 30_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private WebhookServer server;

    @BeforeEach
    void start() throws IOException {
        ProvisioningWebhook webhook = ProvisioningWebhook.builder(
                        AllocationPolicies.standard(),
                        request -> new TwinResult.Refused(
                                new Refusal(ReasonCode.TWIN_NOT_OURS, "it got as far as the twin")))
                .build();
        server = WebhookServer.start(webhook, WebhookKeys.of(List.of(KEY)), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsAKeyInWhereverItStands() throws Exception {
        assertThat(post("?code=" + KEY, "").body()).contains("it got as far as the twin");
        assertThat(post("", KEY).body()).contains("it got as far as the twin");
    }

    @Test
    void refusesWhoeverHasNoKeyWith403() throws Exception {
        assertThat(post("", "").statusCode()).isEqualTo(403);
        assertThat(post("?code=another-key-that-is-as-long", "").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAStrangerBeforeTheBodyIsThere() throws Exception {
        try (Socket stranger = connect()) {
            send(stranger, "POST " + server.uri().getPath() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");

            assertThat(firstLine(stranger)).contains("403");
        }
    }

    @Test
    void readsNoMoreOfABodyWithoutEndThanItsLimit() throws Exception {
        try (Socket flood = connect()) {
            send(flood, head() + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 9; i++) {
                send(flood, chunk);
            }

            assertThat(firstLine(flood))
                    .as("9 chunks of 16 KiB are above 128 KiB")
                    .contains("400");
        }
    }

    /** The three of them wait side by side for the JDK to drop them. */
    @Test
    void dropsWhoeverNeverEndsWhatHeSends() throws Exception {
        try (Socket slowHead = connect();
                Socket slowChunks = connect();
                Socket slowBody = connect()) {
            send(slowHead, head() + "X-Slow");
            send(slowChunks, head() + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
            send(slowBody, head() + "Content-Length: 1000\r\n\r\n{");

            for (Socket slow : List.of(slowHead, slowChunks, slowBody)) {
                assertThat(isDropped(slow)).as("within half a minute").isTrue();
            }
        }
        assertThat(post("", KEY).statusCode()).as("others are served as before").isEqualTo(400);
    }

    private HttpResponse<String> post(String query, String header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + query))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        AllocationRequests.group().json()));
        return http.send(
                header.isEmpty()
                        ? request.build()
                        : request.header(WebhookKeys.HEADER, header).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String head() {
        return "POST " + server.uri().getPath() + "?code=" + KEY + " HTTP/1.1\r\nHost: a\r\n";
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = socket.getInputStream().read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = socket.getInputStream().read();
        }
        return line.toString();
    }

    /** Closed or reset; a timeout would be the end of our patience and not of the server's. */
    private static boolean isDropped(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
