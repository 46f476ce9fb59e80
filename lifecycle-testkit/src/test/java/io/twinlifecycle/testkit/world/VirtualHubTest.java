package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.events.LifecycleEventParser;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.internal.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualHubTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final VirtualHub unit = world.addHub("Hub-A");
    private final List<EventEnvelope> events = new ArrayList<>();

    @BeforeEach
    void listen() {
        world.onEvent(events::add);
    }

    @Test
    void isFoundByNameAndByHostNameInAnyCase() {
        assertThat(world.hub("HUB-a"))
                .isSameAs(world.hub("hub-a.azure-devices.net"))
                .isSameAs(unit);
        assertThat(unit.host().value()).isEqualTo("Hub-A.azure-devices.net");
        assertThatThrownBy(() -> world.addHub("hub-A")).hasMessageContaining("already");
        assertThatThrownBy(() -> world.hub("hub-x")).hasMessageContaining("no hub hub-x");
    }

    @Test
    void tellsDeviceIdsThatDifferInCaseApart() {
        unit.create(DEVICE);
        unit.create(new DeviceId("SENSOR-1"));
        assertThat(unit.devices()).hasSize(2);
        assertThatThrownBy(() -> unit.create(DEVICE))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(409));
    }

    @Test
    void givesEachLifeOfADeviceItsOwnGeneration() {
        DeviceIdentity first = unit.create(DEVICE);
        unit.delete(DEVICE);
        assertThat(unit.find(DEVICE)).isEmpty();
        DeviceIdentity second = unit.create(DEVICE);
        assertThat(second.generationId()).isNotEqualTo(first.generationId());
        assertThat(second.etag()).isNotEqualTo(first.etag());
    }

    @Test
    void deletingWhatIsNotThereSendsNoEvent() {
        assertThat(unit.delete(DEVICE)).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void sendsEventsThatTheLibraryReads() {
        unit.create(DEVICE);
        unit.updateTags(DEVICE, Map.of("dtId", "twin-1", "place", Map.of("floor", 2)));
        unit.delete(DEVICE);

        assertThat(events)
                .extracting(VirtualHubTest::read)
                .extracting(LifecycleEvent::kind)
                .containsExactly(LifecycleEvent.Kind.CREATED, LifecycleEvent.Kind.DELETED);
        LifecycleEvent deletion = read(events.get(1));
        assertThat(deletion.hub()).isEqualTo(HubName.of("hub-a"));
        assertThat(deletion.deviceId()).isEqualTo(DEVICE);
        assertThat(deletion.twinId().orElseThrow().value()).isEqualTo("twin-1");
        assertThat(deletion.time()).isAfter(read(events.get(0)).time());
        assertThat(deletion.correlationId()).isNotEqualTo(read(events.get(0)).correlationId());
    }

    @Test
    void sendsTheDocumentedPropertiesAndNoOthers() {
        unit.create(DEVICE);
        EventEnvelope documented = LifecycleEvents.deviceCreated().envelope();
        assertThat(events.get(0).properties())
                .containsOnlyKeys(documented.properties().keySet());
        assertThat(events.get(0).systemProperties())
                .containsOnlyKeys(documented.systemProperties().keySet());
        assertThat(events.get(0).properties().get("operationTimestamp"))
                .asString()
                .matches(".*\\.\\d{7}Z");
        assertThat(Json.asObject(Json.parse(events.get(0).body())))
                .containsOnlyKeys("deviceId", "etag", "version", "properties");
    }

    @Test
    void sendsEventsOfModulesWithTheOperationOfDevices() {
        unit.create(DEVICE);
        unit.createModule(DEVICE, "edge-agent");
        unit.createModule(DEVICE, "other");
        unit.deleteModule(DEVICE, "other");
        events.clear();

        unit.delete(DEVICE);

        assertThat(events).as("the module's event, then the device's").hasSize(2);
        assertThat(LifecycleEventParser.parse(events.get(0)))
                .isInstanceOfSatisfying(
                        IncomingEvent.Other.class,
                        other -> assertThat(other.kind()).isEqualTo(IncomingEvent.Other.Kind.MODULE));
        assertThat(events.get(0).properties()).containsEntry("opType", "deleteDeviceIdentity");
        assertThat(read(events.get(1)).kind()).isEqualTo(LifecycleEvent.Kind.DELETED);
    }

    @Test
    void refusesModulesOfUnknownDevicesAndTwice() {
        assertThatThrownBy(() -> unit.createModule(DEVICE, "m")).hasMessageContaining("no device sensor-1");
        unit.create(DEVICE);
        unit.createModule(DEVICE, "m");
        assertThatThrownBy(() -> unit.createModule(DEVICE, "m")).hasMessageContaining("already");
        assertThatThrownBy(() -> unit.deleteModule(DEVICE, "n")).hasMessageContaining("no module n");
    }

    @Test
    void neverGivesTwoEventsTheSameTime() {
        unit.create(DEVICE);
        unit.delete(DEVICE);
        unit.create(DEVICE);
        assertThat(time.passed()).isZero();
        assertThat(events).extracting(event -> read(event).time()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void mergesChangesOfTheTwinAndCountsThem() {
        unit.create(DEVICE);
        unit.updateTags(DEVICE, Map.of("place", Map.of("floor", 2, "room", "a")));
        unit.updateTags(DEVICE, Map.of("place", Map.of("floor", 3)));
        unit.updateDesired(DEVICE, Map.of("interval", 5));
        unit.updateReported(DEVICE, Map.of("firmware", "1.0"));

        DeviceTwin twin = unit.twin(DEVICE);
        assertThat(twin.tags()).isEqualTo(Map.of("place", Map.of("floor", 3, "room", "a")));
        assertThat(twin.version()).isEqualTo(6);
        assertThat(twin.desired().version()).isEqualTo(2);
        assertThat(twin.reported().values()).isEqualTo(Map.of("firmware", "1.0"));
    }

    @Test
    void removesWhatAChangeSetsToNull() {
        unit.create(DEVICE);
        unit.updateTags(DEVICE, Map.of("a", 1, "b", 2));
        Map<String, Object> patch = new HashMap<>();
        patch.put("a", removed());
        unit.updateTags(DEVICE, patch);
        assertThat(unit.twin(DEVICE).tags()).containsOnlyKeys("b");
    }

    @Test
    void disablesADeviceWithoutAnEvent() {
        unit.create(DEVICE);
        events.clear();
        unit.setEnabled(DEVICE, false);
        assertThat(unit.find(DEVICE).orElseThrow().enabled()).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void showsNoKey() {
        DeviceIdentity device = unit.create(DEVICE);
        assertThat(device.toString()).doesNotContain(device.keys().orElseThrow().primary());
        assertThatThrownBy(() -> new SymmetricKeys("no base64 !", "QQ=="))
                .hasMessageContaining("primary")
                .message()
                .doesNotContain("no base64");
    }

    @SuppressWarnings("NullAway") // a JSON null is a value of the map
    private static Object removed() {
        return null;
    }

    private static LifecycleEvent read(EventEnvelope event) {
        return ((IncomingEvent.Lifecycle) LifecycleEventParser.parse(event)).event();
    }
}
