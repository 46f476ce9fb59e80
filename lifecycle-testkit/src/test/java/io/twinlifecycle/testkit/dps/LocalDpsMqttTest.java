package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.device.AdditionalData;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.mqtt.Paho;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.Fleet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalDpsMqttTest {

    private static final String SCOPE = "0ne1234ABCD";
    private static final String REGISTER = "$dps/registrations/PUT/iotdps-register/?$rid=";
    private static final String POLL = "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=";

    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final Fleet fleet = new Fleet("hub-a");
    private final LocalDps unit = LocalDps.builder(fleet.world)
            .idScope(SCOPE)
            .server(ServerOptions.with(tls))
            .mqtt()
            .hubAddress(hub -> "localhost:4711/" + hub.value())
            .start();
    private final int port = unit.endpoint().getPort();
    private final String key =
            fleet.groupKeys.derive(new RegistrationId("sensor-1")).primary();

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void assignsAHubThatTheDeviceCanReach() throws Exception {
        try (Paho device = connect("sensor-1", Tokens.token(SCOPE, "sensor-1", key))) {
            device.publish(
                    REGISTER + "r-1",
                    "{\"registrationId\":\"sensor-1\",\"payload\":{\"modelId\":\"" + SampleModels.LIVING_THERMOSTAT
                            + "\"}}",
                    1);
            String accepted = device.next();
            assertThat(accepted)
                    .startsWith("$dps/registrations/res/202/?$rid=r-1&retry-after=1: {\"operationId\":\"")
                    .endsWith("\",\"status\":\"assigning\"}");
            String operation = accepted.replaceFirst(".*operationId\":\"([^\"]*).*", "$1");
            String answer = poll(device, operation);
            assertThat(answer)
                    .startsWith("$dps/registrations/res/200/?$rid=p: ")
                    .contains("\"status\":\"assigned\"")
                    .contains("\"assignedHub\":\"localhost:4711/hub-a.azure-devices.net\"")
                    .contains("\"deviceId\":\"sensor-1\"");
        }
        assertThat(fleet.hasTwin(new DeviceId("sensor-1"))).isTrue();
        assertThat(unit.calls().count("PUT", path -> path.equals("/" + SCOPE + "/registrations/sensor-1/register")))
                .as("whatever protocol it came by")
                .isEqualTo(1);
    }

    @Test
    void refusesTokensThatDoNotFit() {
        String good = Tokens.token(SCOPE, "sensor-1", key);
        refused("other", SCOPE + "/registrations/sensor-1/api-version=2019-03-31", good);
        refused("sensor-1", "0neOther/registrations/sensor-1/api-version=2019-03-31", good);
        refused("sensor-1", SCOPE + "/registrations/sensor-1", good);
        refused("sensor-1", username("sensor-1"), Tokens.token(SCOPE, "other", key));
        refused("sensor-1", username("sensor-1"), "no token");
        String expired = Tokens.token(SCOPE + "/registrations/sensor-1", key, Duration.ofSeconds(-1));
        refused("sensor-1", username("sensor-1"), expired);
        assertThat(unit.mqtt().counts().refused()).isEqualTo(6);
    }

    @Test
    void letsAWrongSignatureInAndRefusesToRegisterIt() throws Exception {
        try (Paho device = connect("sensor-1", Tokens.token(SCOPE, "sensor-1", fleet.groupKeys.primary()))) {
            device.publish(REGISTER + "1", "{}", 1);
            assertThat(device.next()).startsWith("$dps/registrations/res/401/?$rid=1: {\"errorCode\":401");
        }
        assertThat(fleet.world.dps().record(new RegistrationId("sensor-1"))).isEmpty();
    }

    @Test
    void hasTheDocumentedTopicsAndNoOthers() throws Exception {
        try (Paho device = connect("sensor-1", Tokens.token(SCOPE, "sensor-1", key))) {
            assertThatThrownBy(() -> device.client.subscribe("$dps/#", 1)).isInstanceOf(MqttException.class);
            device.publish("$dps/registrations/PUT/iotdps-register/", "{}", 0);
            assertThat(device.isLost()).as("no request id").isTrue();
        }
        try (Paho device = connect("sensor-1", Tokens.token(SCOPE, "sensor-1", key))) {
            device.publish(POLL + "1", " ", 0);
            assertThat(device.isLost()).as("no operation").isTrue();
        }
    }

    @Test
    void makesTheFaultsThatAreScriptedForRequests() throws Exception {
        unit.faults().next(HttpFault.throttle(Duration.ofSeconds(3)));
        try (Paho device = connect("sensor-1", Tokens.token(SCOPE, "sensor-1", key))) {
            device.publish(REGISTER + "1", "{}", 1);
            assertThat(device.next()).startsWith("$dps/registrations/res/429/?$rid=1&retry-after=3: ");
            unit.faults().next(new HttpFault.LoseAnswer());
            device.publish(REGISTER + "2", "{}", 0);
            assertThat(device.isLost()).isTrue();
        }
        assertThat(unit.calls().list()).extracting("status").containsExactly(429, 0);
    }

    @Test
    void servesMicrosoftsJavaClientOverHttpsOnTheSamePort() throws Exception {
        SecurityProviderSymmetricKey security =
                new SecurityProviderSymmetricKey(key.getBytes(StandardCharsets.UTF_8), "sensor-1") {
                    @Override
                    public SSLContext getSSLContext() {
                        return unit.sslContext();
                    }
                };
        ProvisioningDeviceClient client = ProvisioningDeviceClient.create(
                unit.host(), SCOPE, ProvisioningDeviceClientTransportProtocol.HTTPS, security);
        try {
            AdditionalData more = new AdditionalData();
            more.setProvisioningPayload("{\"modelId\":\"" + SampleModels.LIVING_THERMOSTAT + "\"}");
            assertThat(client.registerDeviceSync(more).getIothubUri())
                    .isEqualTo("localhost:4711/hub-a.azure-devices.net");
        } finally {
            client.close();
        }
        assertThat(fleet.hasTwin(new DeviceId("sensor-1"))).isTrue();
    }

    @Test
    void saysWhenItDoesNotSpeakMqtt() {
        try (LocalDps https = LocalDps.start(fleet.world)) {
            assertThatThrownBy(https::mqtt)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("HTTPS only");
        }
    }

    private void refused(String clientId, String username, String password) {
        assertThatThrownBy(() -> connect(clientId, username, password))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(5));
    }

    private Paho connect(String id, String token) throws MqttException {
        Paho device = connect(id, username(id), token);
        device.client.subscribe("$dps/registrations/res/#", 1);
        return device;
    }

    private Paho connect(String clientId, String username, String password) throws MqttException {
        MqttConnectOptions options = Paho.options(tls);
        options.setUserName(username);
        options.setPassword(password.toCharArray());
        return Paho.connect(port, clientId, options);
    }

    private static String username(String id) {
        return SCOPE + "/registrations/" + id + "/api-version=2019-03-31&ClientVersion=test%2F1";
    }

    private static String poll(Paho device, String operation) throws Exception {
        String answer;
        do {
            device.publish(POLL + "p&operationId=" + operation, " ", 1);
            answer = device.next();
        } while (answer.startsWith("$dps/registrations/res/202/"));
        return answer;
    }
}
