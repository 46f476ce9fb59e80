package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubRoutesTest {

    private static final DeviceId DEVICE = new DeviceId("sensor-1");
    private static final Map<String, String> JSON =
            Map.of("content-type", "application/json", "content-encoding", "utf-8");

    private final DeviceWorld world = new DeviceWorld(new VirtualTime());
    private final VirtualHub hub = world.addHub("hub-a");
    private final HubRoutes unit = hub.routes();
    private final List<EventEnvelope> one = new ArrayList<>();
    private final List<EventEnvelope> other = new ArrayList<>();
    private final List<EventEnvelope> builtIn = new ArrayList<>();

    @BeforeEach
    void addEndpoints() {
        unit.endpoint("one", one::add);
        unit.endpoint("other", other::add);
        unit.endpoint(HubRoutes.BUILT_IN, builtIn::add);
    }

    @Test
    void sendsDeletionsOfModulesThroughTheArticlesFilter() {
        route("opType='deleteDeviceIdentity'", "one");
        liveAndDieWithAModule();
        assertThat(one).hasSize(2);
        assertThat(one.get(0).properties()).containsEntry("moduleId", "m");
        assertThat(one.get(1).properties()).doesNotContainKey("moduleId");
    }

    @Test
    void keepsDeletionsOfModulesOutIfTheFilterSaysSo() {
        route("opType = 'deleteDeviceIdentity' AND NOT is_defined(moduleId)", "one");
        liveAndDieWithAModule();
        assertThat(one).hasSize(1);
        assertThat(one.get(0).properties()).doesNotContainKey("moduleId");
    }

    @Test
    void deliversOnceToAnEndpointThatSeveralRoutesReach() {
        unit.add(EventRoute.all("a", EventSource.DEVICE_LIFECYCLE_EVENTS, "one"));
        unit.add(EventRoute.all("b", EventSource.DEVICE_LIFECYCLE_EVENTS, "ONE"));
        unit.add(EventRoute.all("c", EventSource.DEVICE_LIFECYCLE_EVENTS, "other"));
        hub.create(DEVICE);
        assertThat(one).hasSize(1);
        assertThat(other).hasSize(1);
    }

    @Test
    void repeatsAndHoldsBackWhatIsRouted() {
        unit.add(EventRoute.all("a", EventSource.TWIN_CHANGE_EVENTS, "one"));
        hub.create(DEVICE);
        world.events().duplicate(EventFilters.ofDevice(DEVICE), 3);
        hub.updateTags(DEVICE, Map.of("a", 1));
        assertThat(one).hasSize(3);
        world.events().holdBack(EventFilters.all());
        hub.updateTags(DEVICE, Map.of("a", 2));
        assertThat(one).hasSize(3);
        world.events().release();
        assertThat(one).hasSize(6);
    }

    @Test
    void sendsTelemetryThatNoRouteTakesToTheBuiltInEndpoint() {
        hub.create(DEVICE);
        telemetry("{}", Map.of());
        assertThat(builtIn).as("without routes").hasSize(1);

        unit.add(new EventRoute("alerts", EventSource.DEVICE_MESSAGES, "level = 'high'", "one"));
        telemetry("{}", Map.of("level", "high"));
        telemetry("{}", Map.of("level", "low"));
        assertThat(one).hasSize(1);
        assertThat(builtIn).hasSize(2);

        unit.fallback(false);
        telemetry("{}", Map.of());
        assertThat(builtIn).hasSize(2);
        hub.updateTags(DEVICE, Map.of("a", 1));
        assertThat(builtIn).as("nothing but telemetry falls back").hasSize(2);
    }

    @Test
    void asksPropertiesOfTheSystemTheBodyAndTheTwin() {
        hub.create(DEVICE);
        hub.updateTags(DEVICE, Map.of("floor", "1"));
        messages("$connectionDeviceId = 'sensor-1' AND $contentType = 'application/json'", "one");
        messages("$body.weather.temperature >= 50 AND $twin.tags.Floor = '1'", "other");
        telemetry("{\"weather\":{\"temperature\":50}}", Map.of());
        telemetry("{\"weather\":{\"temperature\":49}}", Map.of());
        assertThat(one).hasSize(2);
        assertThat(other).hasSize(1);
    }

    @Test
    void asksTheTimeOfTheHub() {
        hub.create(DEVICE);
        messages("$enqueuedTime > \"2029-12-31T00:00:00Z\" AND $enqueuedTime < '2031-01-01T00:00:00Z'", "one");
        telemetry("{}", Map.of());
        assertThat(one).hasSize(1);
    }

    @Test
    void asksBodiesOnlyThatSayThatTheyAreJson() {
        hub.create(DEVICE);
        messages("$body.a = 1", "one");
        HubConnection session = hub.connect(DEVICE, new NoListener());
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        session.send(body, Map.of(), Map.of());
        session.send(body, Map.of(), Map.of("content-type", "application/json"));
        session.send("no json".getBytes(StandardCharsets.UTF_8), Map.of(), JSON);
        assertThat(one).isEmpty();
        session.send(body, Map.of(), Map.of("content-type", "APPLICATION/JSON", "content-encoding", "UTF-8"));
        assertThat(one).hasSize(1);
    }

    @Test
    void cannotAskTheWholeBodyOrTwin() {
        hub.create(DEVICE);
        messages("is_defined($body) OR is_defined($twin) OR $body[0] = 1", "one");
        telemetry("[1]", Map.of());
        assertThat(one).isEmpty();
    }

    @Test
    void findsNamesInAnyCase() {
        hub.create(DEVICE);
        messages("LEVEL = 'high' AND $CONTENTTYPE = 'application/json' AND $BODY.Temperature = 1", "one");
        telemetry("{\"temperature\":1}", Map.of("level", "high"));
        assertThat(one).hasSize(1);
    }

    @Test
    void looksForADollarAmongTheDevicesOwnPropertiesLast() {
        hub.create(DEVICE);
        messages("$mine = 'x'", "one");
        telemetry("{}", Map.of("$mine", "x"));
        assertThat(one).hasSize(1);
    }

    @Test
    void refusesRoutesToNowhereAndConditionsThatAreNone() {
        assertThatThrownBy(() -> unit.add(EventRoute.all("a", EventSource.DEVICE_MESSAGES, "nowhere")))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("add the endpoint first");
        assertThatThrownBy(() -> new EventRoute("a", EventSource.DEVICE_MESSAGES, "a ==", "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("route a")
                .hasMessageContaining("a ==");
    }

    @Test
    void forgetsARouteThatIsRemoved() {
        route("true", "one");
        assertThat(unit.list()).hasSize(1);
        assertThat(unit.remove("ROUTE-1")).isTrue();
        assertThat(unit.remove("route-1")).isFalse();
        hub.create(DEVICE);
        assertThat(one).isEmpty();
    }

    private void liveAndDieWithAModule() {
        hub.create(DEVICE);
        hub.createModule(DEVICE, "m");
        hub.delete(DEVICE);
    }

    private void route(String condition, String endpoint) {
        unit.add(new EventRoute("route-1", EventSource.DEVICE_LIFECYCLE_EVENTS, condition, endpoint));
    }

    private void messages(String condition, String endpoint) {
        unit.add(new EventRoute("to " + endpoint, EventSource.DEVICE_MESSAGES, condition, endpoint));
    }

    private void telemetry(String body, Map<String, String> properties) {
        try (HubConnection session = hub.connect(DEVICE, new NoListener())) {
            session.send(body.getBytes(StandardCharsets.UTF_8), properties, JSON);
        }
    }

    private static final class NoListener implements HubDeviceListener {
        @Override
        public void desiredChanged(Map<String, Object> patchWithVersion) {}

        @Override
        public void closed(String why) {}
    }
}
