package io.twinlifecycle.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** One partition's meters each, from the first time that it is heard of. Safe for use by many threads. */
final class PartitionMetrics {

    /** What was heard last of a partition. */
    private record State(boolean owned, OptionalLong lag, Optional<Instant> lastCheckpoint, long failedCheckpoints) {

        double isOwned() {
            return owned ? 1 : 0;
        }

        /** Of a partition that another instance reads we know nothing, and two instances must not both count it. */
        double ownLag() {
            return owned ? lag.orElse(0) : 0;
        }

        double checkpointSeconds() {
            return lastCheckpoint.map(when -> when.toEpochMilli() / 1000.0).orElse(Double.NaN);
        }
    }

    private final MeterRegistry registry;
    private final Map<String, State> partitions = new ConcurrentHashMap<>();

    PartitionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void update(String id, boolean owned, OptionalLong lag, Optional<Instant> lastCheckpoint, long failedCheckpoints) {
        if (partitions.put(id, new State(owned, lag, lastCheckpoint, failedCheckpoints)) == null) {
            register(id);
        }
    }

    private void register(String id) {
        Gauge.builder("twin.lifecycle.partition.owned", this, of(id, State::isOwned))
                .tag("partition", id)
                .description("1 if this instance reads the partition")
                .register(registry);
        Gauge.builder("twin.lifecycle.partition.lag", this, of(id, State::ownLag))
                .tag("partition", id)
                .description("Events behind the last safe one, as of the last batch; 0 if another instance reads it")
                .baseUnit("events")
                .register(registry);
        TimeGauge.builder(
                        "twin.lifecycle.partition.checkpoint", this, TimeUnit.SECONDS, of(id, State::checkpointSeconds))
                .tag("partition", id)
                .description("When a checkpoint was last written, since the epoch")
                .register(registry);
        FunctionCounter.builder("twin.lifecycle.partition.checkpoint.failures", this, of(id, State::failedCheckpoints))
                .tag("partition", id)
                .description("Checkpoints that could not be written")
                .register(registry);
    }

    private static ToDoubleFunction<PartitionMetrics> of(String id, ToDoubleFunction<State> value) {
        return metrics -> {
            State state = metrics.partitions.get(id);
            return state == null ? Double.NaN : value.applyAsDouble(state);
        };
    }
}
