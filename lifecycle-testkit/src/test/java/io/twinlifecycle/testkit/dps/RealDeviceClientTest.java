package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.device.AdditionalData;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientStatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientSubstatus;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderSymmetricKey;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.provisioning.WebhookResponse;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.Fleet;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Microsoft's device client for Java, unmodified, over HTTPS. */
class RealDeviceClientTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");
    private static final RegistrationId ID = new RegistrationId("sensor-1");

    private final Fleet fleet = new Fleet("hub-a", "hub-b");
    private final LocalDps unit = LocalDps.start(fleet.world);

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void registersADeviceThatGetsAHubAndATwin() throws Exception {
        ProvisioningDeviceClientRegistrationResult result = register(derivedKey());

        assertThat(result.getProvisioningDeviceClientStatus())
                .isEqualTo(ProvisioningDeviceClientStatus.PROVISIONING_DEVICE_STATUS_ASSIGNED);
        assertThat(result.getIothubUri()).isEqualTo("hub-a.azure-devices.net");
        assertThat(result.getDeviceId()).isEqualTo("sensor-1");
        assertThat(result.getSubstatus()).isEqualTo(ProvisioningDeviceClientSubstatus.INITIAL_ASSIGNMENT);
        assertThat(fleet.hasTwin(DEVICE)).isTrue();
        assertThat(fleet.world.hub("hub-a").twin(DEVICE).tags())
                .as("the initial twin of the webhook")
                .containsEntry("dtmi", SampleModels.LIVING_THERMOSTAT.value());

        fleet.world.hub("hub-a").delete(DEVICE);
        assertThat(fleet.hasTwin(DEVICE)).isFalse();
    }

    @Test
    void isRefusedWithAWrongKey() {
        assertThatThrownBy(() -> register(fleet.groupKeys.primary())).hasStackTraceContaining("401002");
        assertThat(fleet.hasTwin(DEVICE)).isFalse();
    }

    @Test
    void failsIfTheWebhookRefuses() {
        answerWith(400);
        assertThatThrownBy(() -> register(derivedKey())).hasStackTraceContaining("CustomAllocationFailed");
        RegistrationRecord record = fleet.world.dps().record(ID).orElseThrow();
        assertThat(record.failure().orElseThrow().errorCode()).isEqualTo(400_207);
        assertThat(fleet.world.hub("hub-a").devices()).isEmpty();
    }

    @Test
    void isAssignedWhenTheWebhookRecovers() throws Exception {
        fleet.store.failNext(Operation.CREATE, LifecycleException.storeUnavailable("scripted", null));
        assertThat(register(derivedKey()).getIothubUri()).isEqualTo("hub-a.azure-devices.net");
        assertThat(fleet.time.passed()).as("DPS asked again after a second").isEqualTo(Duration.ofSeconds(1));
        assertThat(fleet.hasTwin(DEVICE)).isTrue();
    }

    @Test
    void isAssignedByAWebhookBehindAUrl() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/allocate", exchange -> {
            try (exchange) {
                boolean knowsTheKey =
                        "code=secret".equals(exchange.getRequestURI().getQuery());
                WebhookResponse answer = knowsTheKey
                        ? fleet.webhook.handle(exchange.getRequestBody())
                        : new WebhookResponse(401, new byte[0]);
                exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/api/allocate?code=";
            enroll(URI.create(url + "wrong"));
            assertThatThrownBy(() -> register(derivedKey())).hasStackTraceContaining("UnauthorizedAccess");
            enroll(URI.create(url + "secret"));
            assertThat(register(derivedKey()).getIothubUri()).isEqualTo("hub-a.azure-devices.net");
            assertThat(fleet.hasTwin(DEVICE)).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private void enroll(URI webhook) {
        fleet.world
                .dps()
                .enroll(DeviceEnrollment.group("thermostats", fleet.groupKeys)
                        .allocatedBy(HttpWebhook.allocation(webhook)));
    }

    private void answerWith(int status) {
        fleet.world
                .dps()
                .enroll(DeviceEnrollment.group("thermostats", fleet.groupKeys)
                        .custom(body -> new WebhookResponse(status, new byte[0])));
    }

    private String derivedKey() throws Exception {
        byte[] key = SecurityProviderSymmetricKey.ComputeDerivedSymmetricKey(
                fleet.groupKeys.primary().getBytes(StandardCharsets.UTF_8), "sensor-1");
        return new String(key, StandardCharsets.UTF_8);
    }

    private ProvisioningDeviceClientRegistrationResult register(String key) throws Exception {
        SecurityProviderSymmetricKey security =
                new SecurityProviderSymmetricKey(key.getBytes(StandardCharsets.UTF_8), "sensor-1") {
                    @Override
                    public SSLContext getSSLContext() {
                        return unit.sslContext();
                    }
                };
        ProvisioningDeviceClient client = ProvisioningDeviceClient.create(
                unit.host(), unit.idScope(), ProvisioningDeviceClientTransportProtocol.HTTPS, security);
        try {
            AdditionalData more = new AdditionalData();
            more.setProvisioningPayload("{\"modelId\":\"" + SampleModels.LIVING_THERMOSTAT + "\"}");
            return client.registerDeviceSync(more);
        } finally {
            client.close();
        }
    }
}
