package io.twinlifecycle.testkit.iothub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.mqtt.Paho;
import io.twinlifecycle.testkit.tls.DeviceCertificates;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceSettings;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.EventRoute;
import io.twinlifecycle.testkit.world.EventSource;
import io.twinlifecycle.testkit.world.HubAuthentication;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubMqttTest {

    private static final DeviceId ID = new DeviceId("d'1");
    private static final String EVENTS = "devices/d'1/messages/events/";
    private static final String HOST = "hub-a.azure-devices.net";

    private final VirtualHub hub = new DeviceWorld(TimeSource.system()).addHub("hub-a");
    private final BlockingQueue<EventEnvelope> telemetry = new LinkedBlockingQueue<>();
    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final LocalIotHub server = LocalIotHub.startWithMqtt(hub, ServerOptions.with(tls));
    private final int port = server.endpoint().getPort();

    @BeforeEach
    void create() {
        hub.create(ID);
        hub.routes().endpoint("events", telemetry::add);
        hub.routes().add(EventRoute.all("all", EventSource.DEVICE_MESSAGES, "events"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takesTelemetryWithItsProperties() throws Exception {
        try (Paho device = connect(options("localhost:" + port))) {
            device.publish(
                    EVENTS + "%24.mid=m%201&$.ct=application%2Fjson&%24.ce=utf-8&level=a%26b&empty=", "{\"t\":1}", 1);
            EventEnvelope event = next();
            assertThat(new String(event.body(), StandardCharsets.UTF_8)).isEqualTo("{\"t\":1}");
            assertThat(event.properties()).isEqualTo(Map.of("level", "a&b", "empty", ""));
            assertThat(event.systemProperties())
                    .containsEntry("message-id", "m 1")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("content-encoding", "utf-8")
                    .containsEntry("iothub-connection-device-id", "d'1");
            device.client.publish(EVENTS, "kept".getBytes(StandardCharsets.UTF_8), 0, true);
            assertThat(next().properties()).isEqualTo(Map.of("mqtt-retain", "true"));
            assertThat(hub.isConnected(ID)).isTrue();
            device.client.disconnect();
        }
        server.close();
        assertThat(hub.isConnected(ID)).isFalse();
    }

    @Test
    void knowsADeviceByTheHubsNameAndByItsSecondKey() throws Exception {
        MqttConnectOptions options = options(HOST);
        options.setPassword(token(HOST, keys().secondary(), Duration.ofHours(1)).toCharArray());
        try (Paho device = connect(options)) {
            assertThat(device.client.isConnected()).isTrue();
        }
    }

    @Test
    void refusesWhoCannotProveWhoHeIs() {
        MqttConnectOptions wrongKey = options(HOST);
        wrongKey.setPassword(token(HOST, SymmetricKeys.generate().primary(), Duration.ofHours(1))
                .toCharArray());
        refused(wrongKey);
        MqttConnectOptions expired = options(HOST);
        expired.setPassword(
                token(HOST, keys().primary(), Duration.ofSeconds(-1)).toCharArray());
        refused(expired);
        MqttConnectOptions elsewhere = options(HOST);
        elsewhere.setUserName("hub-b.azure-devices.net/d'1/?api-version=2021-04-12");
        refused(elsewhere);
        MqttConnectOptions other = options(HOST);
        other.setUserName(HOST + "/d2/?api-version=2021-04-12");
        refused(other);
        hub.setEnabled(ID, false);
        refused(options(HOST));
        MqttConnectOptions late = options(HOST);
        hub.delete(ID);
        refused(late);
    }

    @Test
    void knowsADeviceByTheThumbprintOfItsCertificate() throws Exception {
        DeviceCertificates.Issued own =
                DeviceCertificates.selfSigned("d'1", TimeSource.system().now());
        DeviceCertificates.Issued other =
                DeviceCertificates.selfSigned("d'1", TimeSource.system().now());
        hub.delete(ID);
        HubAuthentication byCertificate = new HubAuthentication(
                HubAuthentication.Type.SELF_SIGNED,
                Optional.empty(),
                Optional.of(Thumbprint.of(own.certificate(), "SHA-256")),
                Optional.empty());
        hub.identities().create(ID, new DeviceSettings(true, Optional.empty(), byCertificate, false));
        try (Paho device = connect(options(own))) {
            device.publish(EVENTS, "x", 1);
            assertThat(next().body()).asString().isEqualTo("x");
        }
        refused(options(other));
    }

    @Test
    void endsTheConnectionOfADeviceThatIsDisabledOrDeleted() throws Exception {
        try (Paho device = connect(options(HOST))) {
            hub.setEnabled(ID, false);
            assertThat(device.isLost()).isTrue();
        }
        hub.setEnabled(ID, true);
        try (Paho device = connect(options(HOST))) {
            hub.delete(ID);
            assertThat(device.isLost()).isTrue();
        }
    }

    @Test
    void showsTheTwinTakesReportsAndTellsOfDesiredProperties() throws Exception {
        hub.updateDesired(ID, Map.of("every", "5m"));
        hub.updateTags(ID, Map.of("secret", "tag"));
        try (Paho device = connect(options(HOST))) {
            device.client.subscribe("$iothub/twin/res/#", 0);
            device.client.subscribe("$iothub/twin/PATCH/properties/desired/#", 0);
            device.publish("$iothub/twin/PATCH/properties/reported/?$rid=a%201", "{\"battery\":55}", 0);
            assertThat(device.next()).isEqualTo("$iothub/twin/res/204/?$rid=a%201&$version=2: ");
            device.publish("$iothub/twin/GET/?$rid=2", " ", 0);
            assertThat(device.next())
                    .startsWith("$iothub/twin/res/200/?$rid=2: {")
                    .contains("\"desired\":{\"every\":\"5m\",\"$version\":2}")
                    .contains("\"reported\":{\"battery\":55,\"$version\":2}")
                    .doesNotContain("secret");
            device.publish("$iothub/twin/PATCH/properties/reported/?$rid=3", "[1]", 0);
            assertThat(device.next()).startsWith("$iothub/twin/res/400/?$rid=3: {\"errorCode\":400");
            hub.updateDesired(ID, Map.of("every", "9m"));
            assertThat(device.next())
                    .isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=3: {\"every\":\"9m\",\"$version\":3}");
        }
        assertThat(hub.twin(ID).reported().values()).isEqualTo(Map.of("battery", 55));
    }

    @Test
    void remembersSubscriptionsOfWhoDoesNotAskForACleanSession() throws Exception {
        MqttConnectOptions options = options(HOST);
        options.setCleanSession(false);
        try (Paho device = connect(options)) {
            device.client.subscribe("$iothub/twin/res/#", 0);
        }
        try (Paho device = connect(options)) {
            device.publish("$iothub/twin/GET/?$rid=2", " ", 0);
            assertThat(device.next()).startsWith("$iothub/twin/res/200/?$rid=2: ");
        }
    }

    @Test
    void publishesTheWillOfADeviceWhoseConnectionBreaks() throws Exception {
        MqttConnectOptions options = options(HOST);
        options.setWill(EVENTS + "why=power", "bye".getBytes(StandardCharsets.UTF_8), 1, false);
        try (Paho device = connect(options)) {
            assertThat(server.mqtt().dropConnections()).isEqualTo(1);
            assertThat(device.isLost()).isTrue();
        }
        assertThat(next().properties()).isEqualTo(Map.of("why", "power", "iothub-MessageType", "Will"));
    }

    @Test
    void endsTheConnectionOfWhoPublishesToAnotherTopic() throws Exception {
        for (String topic : new String[] {
            "devices/other/messages/events/", "t", "$iothub/twin/GET/", EVENTS + "a=%zz", "devices/d'1/messages"
        }) {
            try (Paho device = connect(options(HOST))) {
                device.publish(topic, "x", 0);
                assertThat(device.isLost()).as(topic).isTrue();
            }
        }
        assertThat(telemetry).isEmpty();
    }

    @Test
    void hasTheDocumentedTopicsToSubscribeToAndNoOthers() throws Exception {
        try (Paho device = connect(options(HOST))) {
            device.client.subscribe("$iothub/methods/POST/#", 0);
            device.client.subscribe("devices/d'1/messages/devicebound/#", 1);
            assertThatThrownBy(() -> device.client.subscribe("devices/other/messages/devicebound/#", 1))
                    .isInstanceOf(MqttException.class);
        }
    }

    private EventEnvelope next() throws InterruptedException {
        EventEnvelope event = telemetry.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no telemetry came");
        }
        return event;
    }

    private void refused(MqttConnectOptions options) {
        assertThatThrownBy(() -> connect(options))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(5));
    }

    private SymmetricKeys keys() {
        return hub.find(ID).orElseThrow().keys().orElseThrow();
    }

    private MqttConnectOptions options(String host) {
        MqttConnectOptions options = Paho.options(tls);
        options.setUserName(host + "/d'1/?api-version=2021-04-12&DeviceClientType=test");
        options.setPassword(token(host, keys().primary(), Duration.ofHours(1)).toCharArray());
        return options;
    }

    private MqttConnectOptions options(DeviceCertificates.Issued certificate) {
        MqttConnectOptions options = Paho.options(tls);
        options.setUserName(HOST + "/d'1/?api-version=2021-04-12");
        options.setSocketFactory(certificate.clientContext(tls).getSocketFactory());
        return options;
    }

    private Paho connect(MqttConnectOptions options) throws MqttException {
        return Paho.connect(port, "d'1", options);
    }

    /** As Microsoft's clients make it: the resource is encoded, and signed so. */
    private static String token(String host, String key, Duration goodFor) {
        String resource = Percent.encode(host + "/devices/d'1");
        long expiry = TimeSource.system().now().plus(goodFor).getEpochSecond();
        String signature = SymmetricKeys.hmac(key, resource + "\n" + expiry);
        return "SharedAccessSignature sr=" + resource + "&sig=" + Percent.encode(signature) + "&se=" + expiry;
    }
}
