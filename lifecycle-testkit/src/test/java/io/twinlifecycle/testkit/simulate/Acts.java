package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.PatchOperation;
import io.twinlifecycle.testkit.world.DeviceWorld;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What operators, neighbours and telemetry do, behind the library's back. Used by one thread. */
final class Acts {

    private static final TwinId BUILDING = new TwinId("building");

    /** More than a page holds. */
    private static final int MANY = 12;

    private final DeviceWorld world;
    private final InMemoryTwinStore graph;
    private final Ledger ledger;
    private final Random random;
    private long number;

    Acts(DeviceWorld world, InMemoryTwinStore graph, Ledger ledger, Random random) {
        this.world = world;
        this.graph = graph;
        this.ledger = ledger;
        this.random = random;
        space(BUILDING);
    }

    /** Something that is no device's. */
    void space(TwinId id) {
        graph.graph().twins().put(id, Map.of("$metadata", Map.of("$model", SampleModels.SPACE.value())), true);
    }

    /** An operator creates a device, or restores it. */
    void create(String device, String hub) {
        DeviceId id = new DeviceId(device);
        if (world.hub(hub).find(id).isEmpty()) {
            world.hub(hub).create(id);
        }
    }

    /** A module of the device comes, or goes. */
    void module(String device) {
        DeviceId id = new DeviceId(device);
        for (VirtualHub hub : world.hubs()) {
            hub.find(id).ifPresent(identity -> {
                if (identity.modules().isEmpty()) {
                    hub.createModule(id, "m");
                } else {
                    hub.deleteModule(id, "m");
                }
            });
        }
    }

    /** Telemetry goes into the twin. */
    void measure(String device) {
        TwinId twin = new TwinId(device);
        if (isADevices(twin)) {
            double value = random.nextInt(1_000);
            graph.graph()
                    .twins()
                    .patch(
                            twin,
                            List.of(new PatchOperation(PatchOperation.Kind.ADD, List.of("targetTemperature"), value)),
                            IfMatch.none());
            ledger.owe(twin, "targetTemperature", value);
        }
    }

    /** A neighbour places the device in the building, now and then in many ways, and the device says where it is. */
    void relate(String device) {
        TwinId twin = new TwinId(device);
        if (!isADevices(twin)) {
            return;
        }
        int many = random.nextInt(20) == 0 ? MANY : 1;
        for (int i = 0; i < many; i++) {
            relate(twin, BUILDING, "contains", twin);
        }
        relate(twin, twin, "isIn", BUILDING);
    }

    private boolean isADevices(TwinId id) {
        return graph.peek(id)
                .filter(twin -> twin.model().equals(SampleModels.LIVING_THERMOSTAT))
                .isPresent();
    }

    private void relate(TwinId device, TwinId from, String name, TwinId to) {
        RelationshipRef ref = new RelationshipRef(from, name + number++);
        graph.graph()
                .relationships()
                .put(from, ref.id(), Map.of("$relationshipName", name, "$targetId", to.value()), true);
        ledger.owe(device, new Relationship(ref, name, to, Map.of()));
    }
}
