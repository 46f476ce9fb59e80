package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.life.LifeInterface;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.world.DeviceIdentity;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the page draws; of large clouds only a part, since nobody could see more. Safe for use by many threads. */
final class StateReader {

    /** How many devices of a hub, twins of a graph and relationships of a graph are shown. */
    static final int LIMIT = 100;

    private static final int MAX_PROPERTIES = 4;
    private static final int MAX_TEXT = 60;

    /** What a life map's interface declares is the library's business, and would hide the rest. */
    private static final Set<String> HIDDEN = Set.of(
            LifeInterface.DEVICE_ID,
            LifeInterface.HUB_HOST_NAME,
            LifeInterface.LIFE_MAP,
            LifeInterface.REGISTRATION_ID,
            LifeInterface.RETIRED_AT);

    private final DeviceWorld world;
    private final TwinGraph ours;
    private final TwinGraph article;
    private final StaleEvents stale;
    private final Draining draining;
    private final Watch watch;

    StateReader(
            DeviceWorld world, TwinGraph ours, TwinGraph article, StaleEvents stale, Draining draining, Watch watch) {
        this.world = world;
        this.ours = ours;
        this.article = article;
        this.stale = stale;
        this.draining = draining;
        this.watch = watch;
    }

    State read() {
        return new State(
                world.hubs().stream().map(this::hub).toList(),
                stale.hubs(),
                graph(ours, watch.ourLosses()),
                graph(article, watch.articleLosses()));
    }

    private State.Hub hub(VirtualHub hub) {
        List<DeviceIdentity> devices = hub.devices();
        return new State.Hub(
                hub.name().value(),
                draining.drained().contains(hub.name()),
                devices.stream()
                        .limit(LIMIT)
                        .map(device -> new State.Device(device.id().value(), hub.isConnected(device.id())))
                        .toList(),
                Math.max(0, devices.size() - LIMIT));
    }

    private static State.Graph graph(TwinGraph graph, int losses) {
        List<GraphTwin> all = graph.twins().all();
        List<State.Twin> twins =
                all.stream().limit(LIMIT).map(StateReader::twin).toList();
        Set<String> shown = twins.stream().map(State.Twin::id).collect(Collectors.toSet());
        List<State.Relationship> relationships = graph.relationships().all().stream()
                .map(each -> new State.Relationship(
                        each.source().value(), each.name(), each.target().value()))
                .filter(each -> shown.contains(each.source()) && shown.contains(each.target()))
                .limit(LIMIT)
                .toList();
        return new State.Graph(twins, all.size() - twins.size(), relationships, losses);
    }

    private static State.Twin twin(GraphTwin twin) {
        Map<String, Object> properties = new LinkedHashMap<>();
        twin.contents().forEach((name, value) -> {
            if (properties.size() < MAX_PROPERTIES && !HIDDEN.contains(name) && isPlain(value)) {
                properties.put(name, value);
            }
        });
        return new State.Twin(twin.id().value(), twin.model().value(), properties);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || (value instanceof String text && text.length() <= MAX_TEXT);
    }
}
