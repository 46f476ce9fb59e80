package io.twinlifecycle.testkit.iothub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import com.microsoft.azure.sdk.iot.service.query.TwinQueryResponse;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Microsoft's service client for Java, unmodified, over HTTPS. It trusts what {@code HttpsURLConnection} trusts, and cannot be told
 * otherwise.
 */
class RealServiceClientTest {

    private final DeviceWorld world = new DeviceWorld(TimeSource.system());
    private final VirtualHub hub = world.addHub("hub-a");
    private final LocalIotHub unit = LocalIotHub.start(hub);
    private final List<EventEnvelope> events = new ArrayList<>();
    private final SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    private final AzureSasCredential credential = new AzureSasCredential(unit.token(Duration.ofHours(1)));
    private final RegistryClient registry = new RegistryClient(unit.host(), credential);
    private final TwinClient twins = new TwinClient(unit.host(), credential);

    @BeforeEach
    void trust() {
        HttpsURLConnection.setDefaultSSLSocketFactory(unit.tls().clientContext().getSocketFactory());
        world.onEvent(events::add);
    }

    @AfterEach
    void close() {
        HttpsURLConnection.setDefaultSSLSocketFactory(before);
        unit.close();
    }

    @Test
    void createsReadsChangesAndDeletesADevice() throws Exception {
        Device created = registry.addDevice(new Device("sensor-1"));
        assertThat(created.getGenerationId())
                .isEqualTo(hub.find(new DeviceId("sensor-1")).orElseThrow().generationId());
        assertThat(registry.getDevice("sensor-1").getPrimaryKey()).isEqualTo(created.getPrimaryKey());
        assertThatThrownBy(() -> registry.addDevice(new Device("sensor-1")))
                .isInstanceOf(IotHubConflictException.class);

        created.setStatus(DeviceStatus.Disabled);
        assertThat(registry.updateDevice(created).getStatus()).isEqualTo(DeviceStatus.Disabled);
        assertThatThrownBy(() -> registry.removeDevice(created))
                .as("its entity tag is an old one")
                .isInstanceOf(IotHubPreconditionFailedException.class);
        assertThat(registry.getStatistics().getTotalDeviceCount()).isEqualTo(1);

        registry.removeDevice("sensor-1");
        assertThatThrownBy(() -> registry.getDevice("sensor-1")).isInstanceOf(IotHubNotFoundException.class);
        assertThat(events)
                .extracting(event -> event.properties().get("opType"))
                .containsExactly("createDeviceIdentity", "deleteDeviceIdentity");
    }

    @Test
    void keepsModules() throws Exception {
        registry.addDevice(new Device("sensor-1"));
        registry.addModule(new Module("sensor-1", "m"));
        assertThat(registry.getModulesOnDevice("sensor-1"))
                .extracting(Module::getId)
                .containsExactly("m");
        assertThat(registry.getModule("sensor-1", "m").getDeviceId()).isEqualTo("sensor-1");
        registry.removeModule("sensor-1", "m");
        assertThatThrownBy(() -> registry.getModule("sensor-1", "m")).isInstanceOf(IotHubNotFoundException.class);
    }

    @Test
    void readsAndChangesTwins() throws Exception {
        hub.create(new DeviceId("sensor-1"));
        hub.updateReported(new DeviceId("sensor-1"), Map.of("firmware", "1.0"));
        Twin twin = twins.get("sensor-1");
        assertThat(twin.getReportedProperties()).containsEntry("firmware", "1.0");
        assertThat(twin.getVersion()).isEqualTo(3);

        twin.getTags().put("floor", "2");
        twin.getDesiredProperties().put("interval", 5);
        Twin patched = twins.patch(twin);
        assertThat(patched.getTags()).containsEntry("floor", "2");
        assertThat(hub.twin(new DeviceId("sensor-1")).desired().values()).containsOnlyKeys("interval");
        assertThat(patched.getDesiredProperties().getVersion()).isEqualTo(2);

        Twin replacement = new Twin("sensor-1");
        replacement.getTags().put("room", "a");
        twins.replace(replacement);
        assertThat(hub.twin(new DeviceId("sensor-1")).tags()).isEqualTo(Map.of("room", "a"));
        assertThatThrownBy(() -> twins.patch(patched, patched.getETag()))
                .isInstanceOf(IotHubPreconditionFailedException.class);
    }

    @Test
    void queriesByPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.create(new DeviceId("d" + i));
            hub.updateTags(new DeviceId("d" + i), Map.of("odd", i % 2 == 1));
        }
        QueryClient queries = new QueryClient(unit.host(), credential);
        QueryPageOptions small = QueryPageOptions.builder().pageSize(2).build();
        TwinQueryResponse found = queries.queryTwins("SELECT * FROM devices WHERE tags.odd = false", small);
        List<String> ids = new ArrayList<>();
        while (found.hasNext()) {
            ids.add(found.next(small).getDeviceId());
        }
        assertThat(ids).containsExactly("d0", "d2", "d4");
        assertThat(queries.queryRaw("SELECT COUNT() AS total FROM devices").next())
                .contains("\"total\":5");
        assertThat(unit.calls().count("POST", "/devices/query"::equals)).isEqualTo(3);
    }

    @Test
    void isRefusedWithAnExpiredToken() {
        RegistryClient late =
                new RegistryClient(unit.host(), new AzureSasCredential(unit.token(Duration.ofSeconds(-1))));
        assertThatThrownBy(() -> late.getDevice("sensor-1")).isInstanceOf(IotHubUnauthorizedException.class);
    }

    @Test
    void cannotBeGivenAPortInAConnectionString() {
        assertThatThrownBy(() -> new RegistryClient(unit.connectionString()))
                .as("if this ever works, the documentation has to say so")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
