package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft's device client for Java, unmodified, with a TPM in memory. */
class TpmTest {

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final LocalDps unit =
            LocalDps.start(world, LocalDps.ID_SCOPE, Duration.ofSeconds(1), ServerOptions.with(tls));
    private final SoftTpm tpm = new SoftTpm(tls);

    @BeforeEach
    void addHub() {
        world.addHub("hub-a");
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void letsADeviceInWhoseTpmFindsTheKey() throws Exception {
        enroll(tpm, tpm.getRegistrationId());
        ProvisioningDeviceClientRegistrationResult result = register();

        assertThat(result.getIothubUri()).isEqualTo("hub-a.azure-devices.net");
        String key = Base64.getEncoder().encodeToString(tpm.identityKey());
        assertThat(world.hub("hub-a")
                        .find(new DeviceId(result.getDeviceId()))
                        .orElseThrow()
                        .keys())
                .as("the hub knows the device by the key that its TPM holds")
                .contains(new SymmetricKeys(key, key));
    }

    @Test
    void refusesAnotherTpm() throws Exception {
        enroll(new SoftTpm(tls), tpm.getRegistrationId());
        assertThatThrownBy(this::register).isInstanceOf(Exception.class);
        assertThat(world.hub("hub-a").devices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "ACMACwAAAAAAAA==", "AAEACwAAAAAAAAAGAIAAQwAQCAAAAAAAAQA="})
    void refusesWhatIsNoKeyOfATpm(String key) {
        assertThatThrownBy(() -> TpmPublic.parse(key)).isInstanceOf(IllegalArgumentException.class);
    }

    private void enroll(SoftTpm which, String registrationId) {
        Base64.Encoder base64 = Base64.getEncoder();
        world.dps()
                .enroll(DeviceEnrollment.individual(
                        registrationId,
                        new DeviceAttestation.Tpm(
                                base64.encodeToString(which.getEndorsementKey()),
                                base64.encodeToString(which.getStorageRootKey()))));
    }

    private ProvisioningDeviceClientRegistrationResult register() throws Exception {
        ProvisioningDeviceClient client = ProvisioningDeviceClient.create(
                unit.host(), unit.idScope(), ProvisioningDeviceClientTransportProtocol.HTTPS, tpm);
        try {
            return client.registerDeviceSync();
        } finally {
            client.close();
        }
    }
}
