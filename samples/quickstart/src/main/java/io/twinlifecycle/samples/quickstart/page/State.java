package io.twinlifecycle.samples.quickstart.page;

import java.util.List;
import java.util.Map;

/**
 * What the page draws: hubs with their devices, and both twin graphs.
 *
 * @param hubs the hubs
 * @param stale for each device whose deletion event can be delivered again, the hub that sent it
 * @param ours the library's graph
 * @param article the graph of the article's algorithm
 */
record State(List<Hub> hubs, Map<String, String> stale, Graph ours, Graph article) {

    /**
     * An IoT hub.
     *
     * @param name its short name
     * @param drained whether devices leave it when they register next
     * @param devices the first of its devices
     * @param more how many more it has
     */
    record Hub(String name, boolean drained, List<Device> devices, int more) {}

    /**
     * A device.
     *
     * @param id its id
     * @param connected whether it has a session
     */
    record Device(String id, boolean connected) {}

    /**
     * A twin graph.
     *
     * @param twins the first of its twins
     * @param more how many more it has
     * @param relationships those between these twins
     * @param losses how often it lost the twin of a device that lives
     */
    record Graph(List<Twin> twins, int more, List<Relationship> relationships, int losses) {}

    /**
     * A twin.
     *
     * @param id its id
     * @param model its model
     * @param properties some of its plain properties
     */
    record Twin(String id, String model, Map<String, Object> properties) {}

    /**
     * A relationship.
     *
     * @param source where it starts
     * @param name its name
     * @param target where it ends
     */
    record Relationship(String source, String name, String target) {}
}
