package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClient;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientRegistrationResult;
import com.microsoft.azure.sdk.iot.provisioning.device.ProvisioningDeviceClientTransportProtocol;
import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderX509;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.DeviceCertificates;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Key;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private static final Instant NOW = TimeSource.system().now();
    private static final DeviceCertificates ROOT = DeviceCertificates.root("Root", NOW);
    private static final DeviceCertificates MIDDLE = ROOT.intermediate("Middle");

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final LocalTls tls = new LocalTls(NOW);
    private final LocalDps unit =
            LocalDps.start(world, LocalDps.ID_SCOPE, Duration.ofSeconds(1), ServerOptions.with(tls));

    @BeforeEach
    void addHub() {
        world.addHub("hub-a");
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void letsMicrosoftsClientRegisterWithItsCertificate() throws Exception {
        world.dps().enroll(DeviceEnrollment.group("pumps", X509.signedBy(ROOT.certificate())));
        DeviceCertificates.Issued pump = MIDDLE.device("pump-1");
        ProvisioningDeviceClient client = ProvisioningDeviceClient.create(
                unit.host(), unit.idScope(), ProvisioningDeviceClientTransportProtocol.HTTPS, security("pump-1", pump));
        try {
            ProvisioningDeviceClientRegistrationResult result = client.registerDeviceSync();
            assertThat(result.getIothubUri()).isEqualTo("hub-a.azure-devices.net");
            assertThat(result.getDeviceId()).isEqualTo("pump-1");
        } finally {
            client.close();
        }
    }

    @Test
    void checksTheChainOfAGroup() throws Exception {
        world.dps().enroll(DeviceEnrollment.group("pumps", X509.signedBy(ROOT.certificate())));
        assertThat(register("pump-1", ROOT.device("pump-1"))).isEqualTo(202);
        assertThat(register("PUMP-2", MIDDLE.device("pump-2")))
                .as("in any case, through an authority between")
                .isEqualTo(202);
        assertThat(register("pump-3", ROOT.device("pump-1"))).as("another name").isEqualTo(401);
        assertThat(register("pump-3", DeviceCertificates.root("Root", NOW).device("pump-3")))
                .as("another root of the same name")
                .isEqualTo(401);
        assertThat(register("pump-3", DeviceCertificates.selfSigned("pump-3", NOW)))
                .as("nobody signed it")
                .isEqualTo(401);
        assertThat(register("pump-3", ROOT.device("pump-3", NOW.minusSeconds(60), NOW.minusSeconds(1))))
                .as("expired")
                .isEqualTo(401);
        assertThat(register("pump-3", ROOT.device("pump-3", NOW.plusSeconds(3_600), NOW.plusSeconds(7_200))))
                .as("not valid yet")
                .isEqualTo(401);
        assertThat(register("pump-3", ROOT.device("x,CN=pump-3")))
                .as("a name that holds another")
                .isEqualTo(401);
        String tooLong = "p".repeat(65);
        assertThat(register(tooLong, ROOT.device(tooLong))).as("65 characters").isEqualTo(401);
        assertThat(send(HttpClient.newBuilder().sslContext(tls.clientContext()).build(), "pump-3"))
                .as("no certificate")
                .isEqualTo(401);
    }

    @Test
    void takesOneOfTheTwoCertificatesOfAnEnrollmentOfItsOwn() throws Exception {
        DeviceCertificates.Issued first = DeviceCertificates.selfSigned("pump-1", NOW);
        DeviceCertificates.Issued second = DeviceCertificates.selfSigned("pump-1", NOW);
        world.dps()
                .enroll(DeviceEnrollment.individual("pump-1", X509.client(first.certificate(), second.certificate())));
        assertThat(register("pump-1", DeviceCertificates.selfSigned("pump-1", NOW)))
                .as("of the same name")
                .isEqualTo(401);
        assertThat(register("pump-1", second)).isEqualTo(202);
    }

    @Test
    void findsCertificatesOfAuthoritiesByTheirNames() throws Exception {
        world.dps().enroll(DeviceEnrollment.group("pumps", X509.underCa("factory")));
        assertThat(register("pump-1", MIDDLE.device("pump-1")))
                .as("nobody uploaded it")
                .isEqualTo(401);
        world.dps().addCertificate("factory", MIDDLE.certificate());
        assertThat(register("pump-1", MIDDLE.device("pump-1"))).isEqualTo(202);
    }

    @Test
    void findsTheNearestGroup() throws Exception {
        world.dps().enroll(DeviceEnrollment.group("all", X509.signedBy(ROOT.certificate())));
        world.dps().enroll(DeviceEnrollment.group("pumps", X509.signedBy(MIDDLE.certificate())));
        register("pump-1", MIDDLE.device("pump-1"));
        register("pump-2", ROOT.device("pump-2"));
        assertThat(groupOf("pump-1")).contains("pumps");
        assertThat(groupOf("pump-2")).contains("all");
    }

    @Test
    void handsOutWhatOtherProgramsRead() {
        DeviceCertificates.Issued pump = MIDDLE.device("pump-1");
        assertThat(pump.chain()).containsExactly(pump.certificate(), MIDDLE.certificate());
        assertThat(pump.chainPem()).containsPattern("(?s)BEGIN CERTIFICATE.*END.*BEGIN CERTIFICATE");
        assertThat(pump.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(pump.toString()).contains("pump-1").doesNotContain("PRIVATE");
        assertThatThrownBy(
                        () -> MIDDLE.certificate().verify(MIDDLE.certificate().getPublicKey()))
                .as("the root signed it")
                .isInstanceOf(SignatureException.class);
    }

    /** Once it is registered, which happens while it would poll. */
    private Optional<String> groupOf(String id) {
        RegistrationId device = new RegistrationId(id);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (world.dps().record(device).isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return world.dps().registrations().get(device).group();
    }

    private int register(String id, DeviceCertificates.Issued own) throws Exception {
        return send(HttpClient.newBuilder().sslContext(own.clientContext(tls)).build(), id);
    }

    private int send(HttpClient client, String id) throws Exception {
        URI uri = URI.create(
                unit.endpoint() + "/" + unit.idScope() + "/registrations/" + id + "/register?api-version=2019-03-31");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private SecurityProviderX509 security(String id, DeviceCertificates.Issued own) {
        return new SecurityProviderX509() {
            @Override
            public String getClientCertificateCommonName() {
                return id;
            }

            @Override
            public X509Certificate getClientCertificate() {
                return own.certificate();
            }

            @Override
            public Key getClientPrivateKey() {
                return own.key();
            }

            @Override
            public Collection<X509Certificate> getIntermediateCertificatesChain() {
                return own.chain().subList(1, own.chain().size());
            }

            /** The client's own context trusts the JVM's certificates only. */
            @Override
            public SSLContext getSSLContext() {
                return own.clientContext(tls);
            }
        };
    }
}
