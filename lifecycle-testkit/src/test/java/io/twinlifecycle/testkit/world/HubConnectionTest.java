package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubConnectionTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");

    private final VirtualTime time = new VirtualTime();
    private final DeviceWorld world = new DeviceWorld(time);
    private final VirtualHub hub = world.addHub("hub-a");
    private final List<EventEnvelope> lifecycle = new ArrayList<>();
    private final List<EventEnvelope> routed = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();

    private final HubDeviceListener device = new HubDeviceListener() {
        @Override
        public void desiredChanged(Map<String, Object> patchWithVersion) {
            told.add(patchWithVersion);
        }

        @Override
        public void closed(String why) {
            told.add(why);
        }
    };

    @BeforeEach
    void listen() {
        hub.create(DEVICE);
        world.onEvent(lifecycle::add);
        hub.routes().endpoint("test", routed::add);
    }

    @Test
    void isRefusedToDevicesThatAreAbsentOrDisabled() {
        assertThatThrownBy(() -> hub.connect(new DeviceId("other"), device))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(404));
        hub.setEnabled(DEVICE, false);
        assertThatThrownBy(() -> hub.connect(DEVICE, device))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(401));
        assertThat(hub.isConnected(DEVICE)).isFalse();
    }

    @Test
    void endsWhenTheDeviceConnectsAnew() {
        HubConnection first = hub.connect(DEVICE, device);
        HubConnection second = hub.connect(DEVICE, device);
        assertThat(told).containsExactly("the device connected anew");
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThatThrownBy(() -> first.report(Map.of("a", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sensor-1");

        first.close();
        assertThat(second.isOpen()).as("an old session ends no new one").isTrue();
    }

    @Test
    void endsWhenTheDeviceIsDisabledOrDeleted() {
        HubConnection first = hub.connect(DEVICE, device);
        hub.setEnabled(DEVICE, false);
        assertThat(first.isOpen()).isFalse();
        hub.setEnabled(DEVICE, true);
        HubConnection second = hub.connect(DEVICE, device);
        hub.delete(DEVICE);
        assertThat(second.isOpen()).isFalse();
        assertThat(told).containsExactly("the device was disabled", "the device was deleted");
    }

    @Test
    void endsWhenTheDeviceMovesToAnotherHub() {
        VirtualHub other = world.addHub("hub-b");
        world.dps().enroll(DeviceEnrollment.individual("sensor-2", SymmetricKeys.generate()));
        world.dps().register(RegistrationRequest.of("sensor-2"));
        VirtualHub old = hub.find(new DeviceId("sensor-2")).isPresent() ? hub : other;
        HubConnection session = old.connect(new DeviceId("sensor-2"), device);
        String target = old == hub ? "hub-b" : "hub-a";
        world.dps()
                .enroll(DeviceEnrollment.individual("sensor-2", SymmetricKeys.generate())
                        .onHubs(target));
        world.dps().register(RegistrationRequest.of("sensor-2"));
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void doesNotTellTheDeviceThatItLeftItself() {
        HubConnection session = hub.connect(DEVICE, device);
        session.close();
        session.close();
        assertThat(told).isEmpty();
        assertThat(hub.isConnected(DEVICE)).isFalse();
    }

    @Test
    void tellsTheDeviceWhatTheBackEndWants() {
        hub.connect(DEVICE, device);
        hub.updateDesired(DEVICE, Map.of("interval", 5));
        hub.updateTags(DEVICE, Map.of("floor", 2));
        Map<String, Object> patch = new HashMap<>();
        patch.put("interval", removed());
        hub.updateDesired(DEVICE, patch);

        Map<String, Object> expected = new HashMap<>();
        expected.put("interval", removed());
        expected.put("$version", 3L);
        assertThat(told)
                .as("tags are not the device's to see")
                .containsExactly(Map.of("interval", 5, "$version", 2L), expected);
    }

    @Test
    void countsWhatTheDeviceReportsAndLeavesTheEtag() {
        HubConnection session = hub.connect(DEVICE, device);
        String etag = session.twin().etag();
        assertThat(session.report(Map.of("firmware", "1"))).isEqualTo(2);
        assertThat(session.report(Map.of("firmware", "2"))).isEqualTo(3);
        assertThat(session.twin().reported().values()).isEqualTo(Map.of("firmware", "2"));
        assertThat(session.twin().version()).isEqualTo(4);
        assertThat(session.twin().etag()).isEqualTo(etag);
        hub.updateTags(DEVICE, Map.of("floor", 2));
        assertThat(session.twin().etag()).isNotEqualTo(etag);
    }

    @Test
    void letsTheDeviceUseTheWorldWhenItIsTold() {
        HubConnection[] session = new HubConnection[1];
        session[0] = hub.connect(DEVICE, new HubDeviceListener() {
            @Override
            public void desiredChanged(Map<String, Object> patchWithVersion) {
                session[0].report(Map.of("interval", patchWithVersion.get("interval")));
                throw new IllegalStateException("scripted");
            }

            @Override
            public void closed(String why) {
                told.add(why);
            }
        });
        hub.updateDesired(DEVICE, Map.of("interval", 5));
        assertThat(hub.twin(DEVICE).reported().values()).containsEntry("interval", 5);
        hub.delete(DEVICE);
        assertThat(told).as("a listener that failed hears on").hasSize(1);
    }

    @Test
    void sendsNothingButLifecycleEventsToThoseWhoListenToTheWorld() {
        HubConnection session = hub.connect(DEVICE, device);
        session.report(Map.of("a", 1));
        session.send(new byte[0], Map.of(), Map.of());
        hub.updateTags(DEVICE, Map.of("a", 1));
        session.close();
        assertThat(lifecycle).isEmpty();
        hub.delete(DEVICE);
        assertThat(lifecycle).hasSize(1);
    }

    @Test
    void sendsTelemetryAsTheHubStampsIt() {
        route(EventSource.DEVICE_MESSAGES);
        HubConnection session = hub.connect(DEVICE, device);
        byte[] body = "{\"t\":1}".getBytes(StandardCharsets.UTF_8);
        session.send(
                body,
                Map.of("alert", "true"),
                Map.of("content-type", "application/json", "iothub-connection-device-id", "somebody-else"));

        EventEnvelope event = routed.get(0);
        assertThat(event.body()).isEqualTo(body);
        assertThat(event.properties()).isEqualTo(Map.of("alert", "true"));
        assertThat(event.systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("iothub-connection-device-id", "sensor-1")
                .containsEntry(
                        "iothub-connection-auth-generation-id",
                        hub.find(DEVICE).orElseThrow().generationId())
                .containsEntry("iothub-message-source", "Telemetry")
                .containsKeys("iothub-connection-auth-method", "iothub-enqueuedtime");
    }

    @Test
    void refusesTelemetryThatIsTooLarge() {
        HubConnection session = hub.connect(DEVICE, device);
        assertThatThrownBy(() -> session.send(new byte[262_145], Map.of(), Map.of()))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void sendsConnectionStateEventsWithNumbersThatGrow() {
        route(EventSource.DEVICE_CONNECTION_STATE_EVENTS);
        hub.connect(DEVICE, device);
        hub.connect(DEVICE, device).close();

        assertThat(routed)
                .extracting(event -> event.properties().get("opType"))
                .containsExactly("deviceConnected", "deviceDisconnected", "deviceConnected", "deviceDisconnected");
        assertThat(routed)
                .extracting(event -> String.valueOf(body(event).get("sequenceNumber")))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("[0-9A-F]{64}"));
        assertThat(routed.get(0).properties())
                .containsOnlyKeys(
                        LifecycleEvents.connected().envelope().properties().keySet())
                .containsEntry("iothub-message-schema", "deviceConnectionStateNotification");
        assertThat(routed.get(0).systemProperties())
                .containsOnlyKeys(LifecycleEvents.connected()
                        .envelope()
                        .systemProperties()
                        .keySet())
                .containsEntry("iothub-message-source", "deviceConnectionStateEvents");
    }

    @Test
    void sendsWhatChangedInATwin() {
        route(EventSource.TWIN_CHANGE_EVENTS);
        hub.updateTags(DEVICE, Map.of("floor", 2));
        hub.updateDesired(DEVICE, Map.of("telemetry", Map.of("interval", 5)));
        hub.updateReported(DEVICE, Map.of("firmware", "1"));

        assertThat(routed).extracting(event -> event.properties().get("opType")).containsOnly("updateTwin");
        assertThat(routed.get(0).properties()).containsEntry("iothub-message-schema", "twinChangeNotification");
        assertThat(routed.get(0).systemProperties()).containsEntry("iothub-message-source", "twinChangeEvents");
        assertThat(body(routed.get(0))).isEqualTo(Map.of("version", 3, "tags", Map.of("floor", 2)));
        Map<String, Object> stamp = Map.of("$lastUpdated", "2030-01-01T00:00:00.0000000Z", "$lastUpdatedVersion", 2);
        assertThat(body(routed.get(1)))
                .isEqualTo(Map.of(
                        "version",
                        4,
                        "properties",
                        Map.of(
                                "desired",
                                Map.of(
                                        "telemetry",
                                        Map.of("interval", 5),
                                        "$version",
                                        2,
                                        "$metadata",
                                        with(stamp, "telemetry", with(stamp, "interval", stamp))))));
        assertThat(body(routed.get(2))).extractingByKey("properties").asString().contains("firmware=1");
    }

    @Test
    void sendsDelayedAndHeldBackEventsToTheirEndpointOnly() {
        route(EventSource.DEVICE_MESSAGES);
        world.events().holdBack(EventFilters.all());
        hub.connect(DEVICE, device).send(new byte[0], Map.of(), Map.of());
        assertThat(routed).isEmpty();
        assertThat(world.events().held()).hasSize(1);
        world.events().release();
        assertThat(routed).hasSize(1);
        assertThat(lifecycle).isEmpty();
    }

    private void route(EventSource source) {
        hub.routes().add(EventRoute.all("all", source, "test"));
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new HashMap<>(map);
        more.put(name, value);
        return more;
    }

    private static Map<String, Object> body(EventEnvelope event) {
        return Objects.requireNonNull(Json.asObject(Json.parse(event.body())), "no object");
    }

    @SuppressWarnings("NullAway") // a JSON null is a value of the map
    private static Object removed() {
        return null;
    }
}
