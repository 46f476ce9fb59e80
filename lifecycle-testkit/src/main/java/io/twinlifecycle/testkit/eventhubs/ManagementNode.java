package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.RequestNode.Answer;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the properties of hubs and partitions. The client checks the classes of the values, so they are as the service sends them. */
final class ManagementNode {

    private final Service service;
    private final Grants grants;

    ManagementNode(Service service, Grants grants) {
        this.service = service;
        this.grants = grants;
    }

    /** Answers {@code $management}. */
    Answer answer(Map<String, Object> request, @Nullable Object body) {
        String operation = RequestNode.text(request, "operation");
        String type = RequestNode.text(request, "type");
        String name = RequestNode.text(request, "name");
        service.faults().refuseIfBusy(EventHubsFaults.Operation.READ_PROPERTIES);
        // Some clients ask for a token for the hub, others for its management node.
        grants.verify(RequestNode.text(request, "security_token"), name + "/$management");
        Hub hub = service.store().hub(name);
        if (operation.equals("READ") && type.equals("com.microsoft:eventhub")) {
            return new Answer(200, "OK", hubProperties(hub));
        }
        if (operation.equals("READ") && type.equals("com.microsoft:partition")) {
            return new Answer(200, "OK", partitionProperties(hub, RequestNode.text(request, "partition")));
        }
        throw Refusal.notImitated("the operation '" + operation + "' on '" + type + "'");
    }

    private static Map<String, Object> hubProperties(Hub hub) {
        String[] ids = hub.partitions().stream().map(Partition::id).toArray(String[]::new);
        Map<String, Object> values = new HashMap<>();
        values.put("type", "com.microsoft:eventhub");
        values.put("name", hub.name());
        values.put("created_at", Date.from(hub.created()));
        values.put("partition_count", ids.length);
        values.put("partition_ids", ids);
        return values;
    }

    private Map<String, Object> partitionProperties(Hub hub, String id) {
        Partition partition = hub.partition(id).orElseThrow(() -> Refusal.notFound(hub.name() + "/Partitions/" + id));
        PartitionInfo info = partition.info(service.time().now());
        Map<String, Object> values = new HashMap<>();
        values.put("type", "com.microsoft:partition");
        values.put("name", hub.name());
        values.put("partition", id);
        values.put("begin_sequence_number", info.begin());
        values.put("last_enqueued_sequence_number", info.last());
        values.put("last_enqueued_offset", String.valueOf(info.lastOffset()));
        values.put("last_enqueued_time_utc", Date.from(info.lastEnqueued()));
        values.put("is_partition_empty", info.empty());
        return values;
    }
}
