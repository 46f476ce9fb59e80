package io.twinlifecycle.samples.reliability;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the checkpoints are, as the workers' store tells. Used by one thread. */
final class Progress {

    private final CheckpointStore checkpoints;
    private final String hub;
    private final Map<String, Long> events;

    /**
     * Looks into that store.
     *
     * @param events how many each partition has
     */
    Progress(CheckpointStore checkpoints, String hub, Map<String, Long> events) {
        this.checkpoints = checkpoints;
        this.hub = hub;
        this.events = Map.copyOf(events);
    }

    /** How many events of each partition are behind a checkpoint now. */
    Map<String, Long> now() {
        Map<String, Long> done = new HashMap<>();
        events.keySet().forEach(partition -> done.put(partition, 0L));
        // The processor's client writes the consumer group in lower case.
        List<Checkpoint> all = checkpoints
                .listCheckpoints("localhost", hub, "$default")
                .collectList()
                .block(Duration.ofSeconds(60));
        for (Checkpoint checkpoint : all == null ? List.<Checkpoint>of() : all) {
            done.put(checkpoint.getPartitionId(), checkpoint.getSequenceNumber() + 1);
        }
        return done;
    }

    long total() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether each partition has moved on from where it was, or is done. */
    boolean hasMovedOn(Map<String, Long> before, Map<String, Long> now) {
        return events.entrySet().stream().allMatch(partition -> {
            long done = now.getOrDefault(partition.getKey(), 0L);
            return done > before.getOrDefault(partition.getKey(), 0L) || done >= partition.getValue();
        });
    }

    static long sum(Map<String, Long> done) {
        return done.values().stream().mapToLong(Long::longValue).sum();
    }
}
