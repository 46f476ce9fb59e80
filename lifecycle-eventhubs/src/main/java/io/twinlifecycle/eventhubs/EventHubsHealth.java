package io.twinlifecycle.eventhubs;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a processor is doing, at one moment: for health endpoints and gauges.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param running whether it was started and not stopped
 * @param partitions how each partition is doing that it ever owned, by id
 * @param lastError the last error that was not about one partition, such as a checkpoint store that cannot be read; empty if none
 */
public record EventHubsHealth(boolean running, Map<String, PartitionHealth> partitions, Optional<String> lastError) {

    /** Copies the map. */
    public EventHubsHealth {
        partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
        Objects.requireNonNull(lastError, "lastError");
    }

    /** How many partitions it reads now. */
    public int partitionsOwned() {
        return (int) partitions.values().stream().filter(PartitionHealth::owned).count();
    }

    /** How many events wait in the partitions that it reads now, as far as known. */
    public long lag() {
        return partitions.values().stream()
                .filter(PartitionHealth::owned)
                .mapToLong(partition -> partition.lag().orElse(0))
                .sum();
    }
}
