package io.twinlifecycle.testkit.internal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import io.twinlifecycle.testkit.internal.Service;
import io.twinlifecycle.testkit.mqtt.MqttCounts;
import io.twinlifecycle.testkit.tls.DeviceCertificates;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MqttDoorTest {

    private final RecordingService service = new RecordingService();
    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final BlockingQueue<List<X509Certificate>> shown = new LinkedBlockingQueue<>();
    private final LoopbackServer unit =
            new LoopbackServer("door", new Echo(), ServerOptions.with(tls), requests -> service);
    private final int port = unit.httpsEndpoint().getPort();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        try (Paho client = Paho.connect(port, "a", Paho.options(tls))) {
            client.client.subscribe("echo", 1);
            client.publish("echo", "once", 1);
            assertThat(client.next()).isEqualTo("echo: once");
            client.publish("echo", "maybe", 0);
            assertThat(client.next()).isEqualTo("echo: maybe");
            client.client.publish("t", "kept".getBytes(StandardCharsets.UTF_8), 1, true);
            assertThat(service.await("a published t")).isEqualTo("a published t: kept to retain");
            client.client.unsubscribe("echo");
            assertThat(service.await("a unsub")).isEqualTo("a unsubscribed echo");
            assertThat(unit.mqtt().counts()).isEqualTo(new MqttCounts(1, 1, 0, 3, 2));
            client.client.disconnect();
            assertThat(service.await("a closed")).isEqualTo("a closed by client");
        }
    }

    @Test
    void tellsTheServiceAllThatAClientSaysWhenItConnects() throws Exception {
        MqttConnectOptions options = Paho.options(tls);
        options.setUserName("user");
        options.setPassword("secret".toCharArray());
        options.setCleanSession(false);
        options.setWill("last", "words".getBytes(StandardCharsets.UTF_8), 1, true);
        DeviceCertificates.Issued device =
                DeviceCertificates.selfSigned("device", TimeSource.system().now());
        options.setSocketFactory(device.clientContext(tls).getSocketFactory());
        try (Paho client = Paho.connect(port, "a", options)) {
            ConnectRequest request = service.requests.remove();
            assertThat(request.username()).contains("user");
            assertThat(request.password()).contains("secret");
            assertThat(request.cleanSession()).isFalse();
            assertThat(request.certificates()).containsExactly(device.certificate());
            assertThat(request.will().orElseThrow().topic()).isEqualTo("last");
            assertThat(request.will().orElseThrow().payload()).asString().isEqualTo("words");
            assertThat(request.toString()).doesNotContain("secret");
            client.client.disconnectForcibly(0, 1_000, false);
        }
        assertThat(service.await("a closed")).isEqualTo("a closed by accident");
    }

    @Test
    void refusesAsTheServiceSays() {
        assertThatThrownBy(() -> Paho.connect(port, "stranger", Paho.options(tls)))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(5));
        assertThatThrownBy(() -> Paho.connect(port, "trouble", Paho.options(tls)))
                .as("the service failed")
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(3));
        assertThat(unit.mqtt().counts().refused()).isEqualTo(2);
    }

    @Test
    void refusesOtherVersionsOfMqttInTheirWords() throws Exception {
        MqttConnectOptions old = Paho.options(tls);
        old.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1);
        assertThatThrownBy(() -> Paho.connect(port, "a", old))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(1));
        try (RawClient client = new RawClient(port, tls)) {
            client.sendConnect("a", 5, 0);
            assertThat(client.read(5)).containsExactly(0x20, 3, 0, 0x84, 0);
            assertThat(client.awaitEnd()).isZero();
        }
        try (RawClient client = new RawClient(port, tls)) {
            client.sendConnect("a", 9, 0);
            assertThat(client.read(4)).containsExactly(0x20, 2, 0, 1);
            assertThat(client.awaitEnd()).isZero();
        }
    }

    @Test
    void grantsQualityOfService1AtMostAndNoTopicThatIsNone() throws Exception {
        try (RawClient client = new RawClient(port, tls).in("a")) {
            byte[] filters = {0, 7, 0, 1, 'x', 2, 0, 1, 'y', 0, 0, 5, 'w', 'r', 'o', 'n', 'g', 1};
            client.send(0x82, filters);
            assertThat(client.read(7)).containsExactly(0x90, 5, 0, 7, 1, 0, 0x80);
        }
    }

    @Test
    void endsTheConnectionOfWhoPublishesWithQualityOfService2OrToATopicThatIsNone() throws Exception {
        try (Paho client = Paho.connect(port, "a", Paho.options(tls))) {
            assertThatThrownBy(() -> client.publish("t", "x", 2)).isInstanceOf(MqttException.class);
            assertThat(client.isLost()).isTrue();
        }
        try (Paho client = Paho.connect(port, "b", Paho.options(tls))) {
            client.publish("wrong", "x", 0);
            assertThat(client.isLost()).isTrue();
        }
        service.onPublish = message -> {
            throw new IllegalStateException("scripted");
        };
        try (Paho client = Paho.connect(port, "c", Paho.options(tls))) {
            client.publish("t", "x", 0);
            assertThat(client.isLost()).as("the service failed").isTrue();
        }
        assertThat(service.events).noneMatch(event -> event.startsWith("a published"));
    }

    @Test
    void endsTheConnectionOfWhoBreaksTheRules() throws Exception {
        try (RawClient client = new RawClient(port, tls).in("a")) {
            client.sendConnect("a", 4, 0);
            assertThat(client.awaitEnd()).as("a second CONNECT").isZero();
        }
        try (RawClient client = new RawClient(port, tls).in("a")) {
            client.send(0x80, (byte) 0, (byte) 7);
            assertThat(client.awaitEnd()).as("a SUBSCRIBE without its flags").isZero();
        }
        try (RawClient client = new RawClient(port, tls).in("a")) {
            client.send(0x20, (byte) 0, (byte) 0);
            assertThat(client.awaitEnd()).as("a CONNACK").isZero();
        }
        try (RawClient client = new RawClient(port, tls).in("a")) {
            client.send(0x30, (byte) 0, (byte) 3, (byte) 'a', (byte) '/', (byte) '#');
            assertThat(client.awaitEnd()).as("a wildcard").isZero();
        }
        try (RawClient client = new RawClient(port, tls)) {
            client.sendBytes(0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F);
            assertThat(client.awaitEnd()).as("a length that is none").isZero();
        }
        assertThat(service.events).noneMatch(event -> event.contains("published"));
    }

    @Test
    void takesPacketsUpToTheLargestAndNoLargerOne() throws Exception {
        try (RawClient client = new RawClient(port, tls).in("a")) {
            client.publish("t", new byte[RecordingService.MAX_PACKET - 9], 1, 1);
            assertThat(client.read(4)).containsExactly(0x40, 2, 0, 1);
            client.publishTooMuch("t", new byte[RecordingService.MAX_PACKET]);
            assertThat(client.awaitEnd()).isZero();
        }
    }

    @Test
    void answersPingsAndEndsSilentConnections() throws Exception {
        try (RawClient client = new RawClient(port, tls)) {
            client.sendConnect("a", 4, 1);
            assertThat(client.read(4)).containsExactly(0x20, 2, 0, 0);
            client.send(0xC0);
            long pinged = System.nanoTime();
            assertThat(client.read(2)).containsExactly((byte) 0xD0, 0);
            assertThat(client.awaitEnd()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - pinged))
                    .as("one and a half times of what it promised")
                    .isBetween(Duration.ofMillis(1_400), Duration.ofSeconds(10));
        }
        assertThat(service.await("a closed")).isEqualTo("a closed by accident");
    }

    @Test
    void keepsTheLaterOfTwoSessionsOfAnId() throws Exception {
        try (Paho first = Paho.connect(port, "a", Paho.options(tls));
                Paho second = Paho.connect(port, "a", Paho.options(tls))) {
            assertThat(first.isLost()).isTrue();
            second.publish("t", "x", 1);
            assertThat(service.await("a published")).isEqualTo("a published t: x");
            assertThat(unit.mqtt().counts().connected()).isEqualTo(1);
        }
    }

    @Test
    void endsTheConnectionOfWhoDoesNotRead() throws Exception {
        try (RawClient client = new RawClient(port, tls).in("a")) {
            MqttPeer peer = service.peers.remove();
            byte[] much = new byte[60_000];
            for (int i = 0; i < 1_000; i++) {
                peer.publish(new Publication("t", much, 0, false));
            }
            assertThat(service.await("a closed")).isEqualTo("a closed by accident");
            assertThat(client.awaitEnd()).as("what was on its way").isLessThan(10_000_000);
        }
    }

    @Test
    void servesManyClientsAtATime() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            SSLContext context = tls.clientContext();
            for (int i = 0; i < 100; i++) {
                clients.add(new RawClient(port, context).in("c" + i));
            }
            assertThat(unit.mqtt().counts().connected()).isEqualTo(100);
            for (RawClient client : clients) {
                client.publish("t", new byte[] {'x'}, 1, 3);
            }
            for (RawClient client : clients) {
                assertThat(client.read(4)).containsExactly(0x40, 2, 0, 3);
            }
            assertThat(unit.mqtt().dropConnections()).isEqualTo(100);
            for (RawClient client : clients) {
                assertThat(client.awaitEnd()).isZero();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void makesFaults() throws Exception {
        unit.mqtt().refuseConnects(1);
        assertThatThrownBy(() -> Paho.connect(port, "a", Paho.options(tls)))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(3));
        unit.mqtt().cutBefore(1);
        try (Paho client = Paho.connect(port, "a", Paho.options(tls))) {
            assertThatThrownBy(() -> client.publish("t", "before", 1)).isInstanceOf(MqttException.class);
        }
        unit.mqtt().loseAcknowledgements(1);
        try (Paho client = Paho.connect(port, "a", Paho.options(tls))) {
            assertThatThrownBy(() -> client.publish("t", "after", 1)).isInstanceOf(MqttException.class);
            assertThat(service.await("a published")).isEqualTo("a published t: after");
        }
        unit.mqtt().delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        try (Paho client = Paho.connect(port, "a", Paho.options(tls))) {
            client.publish("t", "late", 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void letsHttpThroughOnTheSamePort() throws Exception {
        DeviceCertificates.Issued device =
                DeviceCertificates.selfSigned("device", TimeSource.system().now());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(device.clientContext(tls))
                .build();
        byte[] body = new byte[Echo.MAX_BODY];
        body[body.length - 1] = 42;
        assertThat(post(client, body).body()).isEqualTo(body);
        assertThat(shown.poll(20, TimeUnit.SECONDS)).containsExactly(device.certificate());

        HttpClient nobody =
                HttpClient.newBuilder().sslContext(tls.clientContext()).build();
        assertThat(post(nobody, new byte[] {1}).body()).containsExactly(1);
        assertThat(shown.poll(20, TimeUnit.SECONDS)).isEmpty();

        unit.faults().next(new HttpFault.DropConnection());
        assertThatThrownBy(() -> post(nobody, new byte[] {1})).isInstanceOf(java.io.IOException.class);
        assertThat(post(nobody, new byte[] {2}).body()).containsExactly(2);
    }

    @Test
    void letsTheServiceKnowOfAllSessionsBeforeItIsClosed() throws Exception {
        try (RawClient client = new RawClient(port, tls).in("a")) {
            unit.close();
            assertThat(service.events).containsExactly("a closed by accident");
            assertThat(client.awaitEnd()).isZero();
        }
        unit.close();
    }

    @Test
    void saysThatAPortIsTaken() {
        ServerOptions taken = ServerOptions.with(tls).withHttpsPort(port);
        assertThatThrownBy(() -> new LoopbackServer("second", new Echo(), taken, requests -> service))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("HTTPS port " + port);
    }

    private HttpResponse<byte[]> post(HttpClient client, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(unit.httpsEndpoint() + "/echo"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private final class Echo implements Service {

        static final int MAX_BODY = 5_000_000;

        @Override
        public int maxBody(HttpExchange exchange) {
            return MAX_BODY;
        }

        @Override
        public Answer answer(HttpExchange exchange, byte[] body) {
            shown.add(unit.clientCertificates(exchange));
            return new Answer(200, Map.of(), body);
        }

        @Override
        public Answer scripted(HttpFault.Answer fault) {
            return new Answer(fault.status(), Map.of(), new byte[0]);
        }
    }
}
