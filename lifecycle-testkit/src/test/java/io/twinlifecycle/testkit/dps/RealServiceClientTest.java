package io.twinlifecycle.testkit.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.provisioning.service.ProvisioningServiceClient;
import com.microsoft.azure.sdk.iot.provisioning.service.Query;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.AllocationPolicy;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.AttestationMechanism;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.AttestationMechanismType;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkEnrollmentOperationResult;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.BulkOperationMode;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.CustomAllocationDefinition;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.DeviceRegistrationState;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentGroup;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.EnrollmentStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.IndividualEnrollment;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ProvisioningStatus;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.QuerySpecification;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.ReprovisionPolicy;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.SymmetricKeyAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.configs.TpmAttestation;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientNotFoundException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientPreconditionFailedException;
import com.microsoft.azure.sdk.iot.provisioning.service.exceptions.ProvisioningServiceClientUnathorizedException;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.provisioning.Enrollment;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.Detour;
import io.twinlifecycle.testkit.tls.LocalTls;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.HubAllocation;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Microsoft's service client for Java, unmodified. It takes no port and uses the JVM's default sockets, so it makes a detour. */
@ResourceLock("HttpsURLConnection.defaultSSLSocketFactory")
class RealServiceClientTest {

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final LocalTls tls = new LocalTls(TimeSource.system().now());
    private final LocalDps unit =
            LocalDps.start(world, LocalDps.ID_SCOPE, Duration.ofSeconds(1), ServerOptions.with(tls));
    private final SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    private final ProvisioningServiceClient client =
            new ProvisioningServiceClient(unit.serviceConnectionStringWithoutPort());

    @BeforeEach
    void makeTheDetour() {
        world.addHub("hub-a");
        world.addHub("hub-b");
        HttpsURLConnection.setDefaultSSLSocketFactory(Detour.to(unit.endpoint().getPort(), tls));
    }

    @AfterEach
    void close() {
        HttpsURLConnection.setDefaultSSLSocketFactory(before);
        unit.close();
    }

    @Test
    void refusesThePortWhichIsWhyThereIsADetour() {
        assertThatThrownBy(() -> new ProvisioningServiceClient(unit.serviceConnectionString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HostName");
    }

    @Test
    void createsAnEnrollmentWhoseKeysTheServiceMakes() throws Exception {
        IndividualEnrollment created = client.createOrUpdateIndividualEnrollment(
                new IndividualEnrollment("sensor-1", new SymmetricKeyAttestation("", "")));

        SymmetricKeyAttestation keys = (SymmetricKeyAttestation) created.getAttestation();
        assertThat(world.dps()
                        .individual(new RegistrationId("sensor-1"))
                        .orElseThrow()
                        .attestation()
                        .symmetricKeys())
                .as("keys of the answer")
                .contains(new SymmetricKeys(keys.getPrimaryKey(), keys.getSecondaryKey()));
        assertThat(created.getEtag()).startsWith("\"").endsWith("\"");
        assertThat(created.getCreatedDateTimeUtc()).isNotNull();

        AttestationMechanism mechanism = client.getIndividualEnrollmentAttestationMechanism("sensor-1");
        assertThat(mechanism.getType()).isEqualTo(AttestationMechanismType.SYMMETRIC_KEY);
        assertThat(((SymmetricKeyAttestation) mechanism.getAttestation()).getPrimaryKey())
                .isEqualTo(keys.getPrimaryKey());
    }

    @Test
    void writesEverythingThatAnEnrollmentHas() throws Exception {
        IndividualEnrollment wanted = new IndividualEnrollment("pump-1", new TpmAttestation("ZW5kb3JzZW1lbnQ="));
        wanted.setDeviceId("Pump-No.1");
        wanted.setProvisioningStatus(ProvisioningStatus.DISABLED);
        wanted.setAllocationPolicy(AllocationPolicy.STATIC);
        wanted.setIotHubs(List.of("hub-b.azure-devices.net"));
        ReprovisionPolicy policy = new ReprovisionPolicy();
        policy.setUpdateHubAssignment(true);
        policy.setMigrateDeviceData(false);
        wanted.setReprovisionPolicy(policy);
        client.createOrUpdateIndividualEnrollment(wanted);

        DeviceEnrollment stored =
                world.dps().individual(new RegistrationId("pump-1")).orElseThrow();
        assertThat(stored.enabled()).isFalse();
        assertThat(stored.deviceId().orElseThrow().value()).isEqualTo("Pump-No.1");
        assertThat(stored.allocation()).isInstanceOf(HubAllocation.Fixed.class);
        assertThat(stored.reprovisionPolicy()).isEqualTo(Enrollment.ReprovisionPolicy.RESET);

        IndividualEnrollment read = client.getIndividualEnrollment("pump-1");
        assertThat(read.getDeviceId()).isEqualTo("Pump-No.1");
        assertThat(read.getProvisioningStatus()).isEqualTo(ProvisioningStatus.DISABLED);
        assertThat(read.getIotHubs()).containsExactly("hub-b.azure-devices.net");
        assertThat(read.getReprovisionPolicy().getMigrateDeviceData()).isFalse();
        assertThat(((TpmAttestation) read.getAttestation()).getEndorsementKey()).isEqualTo("ZW5kb3JzZW1lbnQ=");
    }

    @Test
    void changesOnlyWhatItHasSeen() throws Exception {
        SymmetricKeyAttestation none = new SymmetricKeyAttestation("", "");
        IndividualEnrollment first =
                client.createOrUpdateIndividualEnrollment(new IndividualEnrollment("sensor-1", none));
        assertThatThrownBy(() -> client.createOrUpdateIndividualEnrollment(new IndividualEnrollment("sensor-1", none)))
                .as("no etag, but it is there")
                .isInstanceOf(ProvisioningServiceClientException.class)
                .hasMessageContaining("exists already");

        first.setProvisioningStatus(ProvisioningStatus.DISABLED);
        IndividualEnrollment second = client.createOrUpdateIndividualEnrollment(first);
        assertThat(second.getEtag()).isNotEqualTo(first.getEtag());
        assertThatThrownBy(() -> client.createOrUpdateIndividualEnrollment(first))
                .isInstanceOf(ProvisioningServiceClientPreconditionFailedException.class);
        assertThatThrownBy(() -> client.deleteIndividualEnrollment("sensor-1", first.getEtag()))
                .isInstanceOf(ProvisioningServiceClientPreconditionFailedException.class);

        client.deleteIndividualEnrollment(second);
        assertThatThrownBy(() -> client.getIndividualEnrollment("sensor-1"))
                .isInstanceOf(ProvisioningServiceClientNotFoundException.class);
    }

    @Test
    void keepsTheKeysOfAGroupThatIsWrittenBack() throws Exception {
        EnrollmentGroup created = client.createOrUpdateEnrollmentGroup(
                new EnrollmentGroup("thermostats", new SymmetricKeyAttestation("", "")));
        SymmetricKeys keys =
                world.dps().groups().get(0).attestation().symmetricKeys().orElseThrow();
        created.setAllocationPolicy(AllocationPolicy.CUSTOM);
        CustomAllocationDefinition webhook = new CustomAllocationDefinition();
        webhook.setWebhookUrl("http://localhost:7071/api/allocate?code=key");
        webhook.setApiVersion("2019-03-31");
        created.setCustomAllocationDefinition(webhook);
        client.createOrUpdateEnrollmentGroup(created);

        DeviceEnrollment stored = world.dps().groups().get(0);
        assertThat(stored.attestation().symmetricKeys()).contains(keys);
        assertThat(stored.allocation()).isInstanceOf(HubAllocation.Custom.class);
        EnrollmentGroup read = client.getEnrollmentGroup("thermostats");
        assertThat(read.getCustomAllocationDefinition().getWebhookUrl())
                .isEqualTo("http://localhost:7071/api/allocate?code=key");
        assertThat(read.getCustomAllocationDefinition().getApiVersion()).isEqualTo("2019-03-31");
        client.deleteEnrollmentGroup("thermostats", "*");
        assertThat(world.dps().groups()).isEmpty();
    }

    @Test
    void asksByPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            world.dps().enroll(DeviceEnrollment.individual("sensor-" + i, SymmetricKeys.generate()));
        }
        world.dps()
                .enroll(DeviceEnrollment.individual("off", SymmetricKeys.generate())
                        .disabled());

        Query all = client.createIndividualEnrollmentQuery(new QuerySpecification("SELECT * FROM enrollments"), 4);
        assertThat(all.next().getItems()).hasSize(4);
        assertThat(all.hasNext()).isTrue();
        assertThat(all.next().getItems()).hasSize(2);
        assertThat(all.hasNext()).isFalse();

        Query off = client.createIndividualEnrollmentQuery(new QuerySpecification(
                "SELECT * FROM enrollments WHERE provisioningStatus = 'disabled' AND capabilities.iotEdge = false"));
        assertThat(off.next().getItems())
                .singleElement()
                .isInstanceOfSatisfying(
                        IndividualEnrollment.class,
                        each -> assertThat(each.getRegistrationId()).isEqualTo("off"));
    }

    @Test
    void readsAndForgetsRegistrations() throws Exception {
        world.dps().enroll(DeviceEnrollment.group("thermostats", SymmetricKeys.generate()));
        world.dps().register(RegistrationRequest.of("sensor-1"));

        DeviceRegistrationState state = client.getDeviceRegistrationState("sensor-1");
        assertThat(state.getStatus()).isEqualTo(EnrollmentStatus.ASSIGNED);
        assertThat(state.getAssignedHub()).startsWith("hub-");
        Query ofGroup = client.createEnrollmentGroupRegistrationStateQuery(
                new QuerySpecification("SELECT * FROM deviceRegistrations"), "thermostats");
        assertThat(ofGroup.next().getItems()).hasSize(1);

        assertThatThrownBy(() -> client.deleteDeviceRegistrationState("sensor-1", "\"other\""))
                .isInstanceOf(ProvisioningServiceClientPreconditionFailedException.class);
        client.deleteDeviceRegistrationState(state);
        assertThat(world.dps().record(new RegistrationId("sensor-1"))).isEmpty();
        assertThatThrownBy(() -> client.getDeviceRegistrationState("sensor-1"))
                .isInstanceOf(ProvisioningServiceClientNotFoundException.class);
    }

    @Test
    void writesManyAtOnceAndNamesThoseThatFail() throws Exception {
        SymmetricKeyAttestation none = new SymmetricKeyAttestation("", "");
        world.dps().enroll(DeviceEnrollment.individual("sensor-2", SymmetricKeys.generate()));
        List<IndividualEnrollment> both =
                Arrays.asList(new IndividualEnrollment("sensor-1", none), new IndividualEnrollment("sensor-2", none));

        BulkEnrollmentOperationResult result = client.runBulkEnrollmentOperation(BulkOperationMode.CREATE, both);
        assertThat(result.getSuccessful()).isFalse();
        assertThat(result.getErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getRegistrationId()).isEqualTo("sensor-2"));
        assertThat(client.runBulkEnrollmentOperation(BulkOperationMode.DELETE, both)
                        .getSuccessful())
                .isTrue();
        assertThat(world.dps().enrollments().all(Enrollment.Kind.INDIVIDUAL)).isEmpty();
    }

    @Test
    void refusesAWrongKey() {
        ProvisioningServiceClient stranger =
                new ProvisioningServiceClient("HostName=localhost;SharedAccessKeyName=provisioningserviceowner;"
                        + "SharedAccessKey=" + SymmetricKeys.generate().primary());
        assertThatThrownBy(() -> stranger.getEnrollmentGroup("thermostats"))
                .isInstanceOf(ProvisioningServiceClientUnathorizedException.class);
    }
}
