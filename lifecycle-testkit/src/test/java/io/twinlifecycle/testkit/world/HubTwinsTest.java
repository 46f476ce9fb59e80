package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubTwinsTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");
    private static final TwinOwner OWNER = TwinOwner.of(DEVICE);

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final VirtualHub hub = world.addHub("hub-a");
    private final HubTwins unit = hub.twins();
    private final List<EventEnvelope> changes = new ArrayList<>();

    @BeforeEach
    void create() {
        hub.create(DEVICE);
        hub.routes().endpoint("test", changes::add);
        hub.routes().add(EventRoute.all("all", EventSource.TWIN_CHANGE_EVENTS, "test"));
    }

    @Test
    void changesTagsAndDesiredAtOnceInOneVersionAndOneEvent() {
        DeviceTwin twin =
                unit.update(OWNER, Optional.of(Map.of("a", 1)), Optional.of(Map.of("b", 2)), Optional.empty());
        assertThat(twin.version()).isEqualTo(3);
        assertThat(changes).hasSize(1);
    }

    @Test
    void changesOnlyWhatStillHasTheTag() {
        String old = unit.get(OWNER).etag();
        unit.update(OWNER, Optional.of(Map.of("a", 1)), Optional.empty(), Optional.of(old));
        assertThatThrownBy(() -> unit.update(OWNER, Optional.of(Map.of("a", 2)), Optional.empty(), Optional.of(old)))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(412));
        assertThat(unit.get(OWNER).tags()).isEqualTo(Map.of("a", 1));
        assertThat(changes).hasSize(1);
    }

    @Test
    void replacesAndTellsTheDeviceWhatIsGone() {
        List<Map<String, Object>> told = new ArrayList<>();
        hub.updateDesired(DEVICE, Map.of("old", 1, "both", 1));
        hub.connect(DEVICE, new HubDeviceListener() {
            @Override
            public void desiredChanged(Map<String, Object> patchWithVersion) {
                told.add(patchWithVersion);
            }

            @Override
            public void closed(String why) {}
        });
        unit.replace(OWNER, Map.of("t", 1), Map.of("both", 2), Optional.empty());

        assertThat(unit.get(OWNER).desired().values()).isEqualTo(Map.of("both", 2));
        assertThat(unit.get(OWNER).tags()).isEqualTo(Map.of("t", 1));
        Map<String, Object> expected = new HashMap<>(Map.of("both", 2, "$version", 3L));
        expected.put("old", removed());
        assertThat(told).containsExactly(expected);
        assertThat(changes.get(1).properties()).containsEntry("opType", "replaceTwin");
    }

    @Test
    void keepsTwinsOfModulesApart() {
        hub.createModule(DEVICE, "m");
        TwinOwner module = TwinOwner.of(DEVICE, "m");
        unit.update(module, Optional.empty(), Optional.of(Map.of("a", 1)), Optional.empty());
        assertThat(unit.get(module).desired().values()).isEqualTo(Map.of("a", 1));
        assertThat(unit.get(OWNER).desired().values()).isEmpty();
        assertThat(changes.get(0).properties()).containsEntry("moduleId", "m");
        assertThat(unit.ofModules()).extracting(TwinView::owner).containsExactly(module);
        assertThat(unit.ofDevices()).extracting(TwinView::owner).containsExactly(OWNER);
        assertThatThrownBy(() -> unit.get(TwinOwner.of(DEVICE, "n"))).hasMessageContaining("no module n");
    }

    @Test
    void refusesWhatNoTwinMayHold() {
        refuses(Map.of("a.b", 1));
        refuses(Map.of("$a", 1));
        refuses(Map.of("a", Map.of("b c", 1)));
        refuses(Map.of("a", List.of(Map.of("$b", 1))));
        refuses(Map.of("a", "x".repeat(4_097)));
        refuses(Map.of("a", 4_503_599_627_370_497L));
        refuses(nested(11));
        Map<String, Object> large = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            large.put("p" + i, "x".repeat(1_000));
        }
        refuses(large);
        assertThat(changes).isEmpty();
        hub.updateDesired(DEVICE, large);
        hub.updateTags(DEVICE, nested(10));
        assertThat(changes).hasSize(2);
    }

    private void refuses(Map<String, Object> tags) {
        assertThatThrownBy(() -> hub.updateTags(DEVICE, tags))
                .isInstanceOfSatisfying(
                        WorldRefusal.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> json = Map.of("leaf", 1);
        for (int i = 1; i < depth; i++) {
            json = Map.of("n", json);
        }
        return json;
    }

    @SuppressWarnings("NullAway") // a JSON null is a value of the map
    private static Object removed() {
        return null;
    }
}
