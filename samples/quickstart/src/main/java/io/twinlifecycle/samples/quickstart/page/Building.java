package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.samples.quickstart.Models;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.PatchOperation;
import io.twinlifecycle.testkit.graph.TwinGraph;
import java.util.List;
import java.util.Map;

/**
 * What people add to a new device's twin, and would miss: its place in the building, and a setting. Both graphs get the same.
 *
 * @param graph where
 */
record Building(TwinGraph graph) {

    private static final TwinId FLOOR = new TwinId("floor-1");
    private static final double SETTING = 22.5;

    /** Puts a device's twin onto the first floor, which is made if need be. */
    void settle(TwinId device) {
        if (graph.twins().find(FLOOR).isEmpty()) {
            Map<String, Object> model = Map.of("$model", Models.SPACE.value());
            graph.twins().put(FLOOR, Map.of("$metadata", model, "displayName", "First floor"), true);
        }
        Map<String, Object> relationship = Map.of("$relationshipName", "contains", "$targetId", device.value());
        graph.relationships().put(FLOOR, "contains-" + device, relationship, false);
        PatchOperation set = new PatchOperation(PatchOperation.Kind.ADD, List.of("targetTemperature"), SETTING);
        graph.twins().patch(device, List.of(set), IfMatch.none());
    }
}
