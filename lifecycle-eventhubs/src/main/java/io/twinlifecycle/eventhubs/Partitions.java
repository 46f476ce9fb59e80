package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.CloseReason;
import com.azure.messaging.eventhubs.models.EventBatchContext;
import com.azure.messaging.eventhubs.models.PartitionContext;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.Texts;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Event Hubs client calls. A batch that does not become safe ends in an exception, which closes the partition's reader; the
 * client starts another one at the last checkpoint. From then on until the reader is closed, nothing more of it is taken, whatever the
 * client does: a later batch must not write a checkpoint over the gap.
 *
 * <p>Safe for use by many threads; the client calls one at a time for each partition.
 */
final class Partitions {

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(30);

    private final CheckpointedBatch batches;
    private final CheckpointStore checkpoints;
    private final StopSignal stop;
    private final TimeSource time;
    private final BiConsumer<String, PartitionHealth> watcher;
    private final Map<String, PartitionMonitor> monitors = new ConcurrentHashMap<>();

    /** Readers with a gap. The client uses one context object for all calls about one reader, and contexts compare by identity. */
    private final Set<PartitionContext> broken = ConcurrentHashMap.newKeySet();

    Partitions(
            CheckpointedBatch batches,
            CheckpointStore checkpoints,
            StopSignal stop,
            TimeSource time,
            BiConsumer<String, PartitionHealth> watcher) {
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.stop = stop;
        this.time = time;
        this.watcher = watcher;
    }

    void onOpened(PartitionContext partition) {
        monitor(partition).owned(true);
        log.atInfo().addKeyValue("partition", partition.getPartitionId()).log("partition opened");
    }

    void onClosed(PartitionContext partition, CloseReason reason) {
        broken.remove(partition);
        monitor(partition).owned(false);
        log.atInfo()
                .addKeyValue("partition", partition.getPartitionId())
                .addKeyValue("reason", reason)
                .log("partition closed");
    }

    /** The client was stopped; it may tell so of a partition much later, or not at all. */
    void onStopped() {
        monitors.values().forEach(monitor -> monitor.owned(false));
    }

    void onError(PartitionContext partition, Throwable error) {
        monitor(partition).failed(text(error));
    }

    void onBatch(EventBatchContext context) {
        // After a stop all further batches are left alone, so none of them can write a checkpoint over those left out.
        if (!stop.enter()) {
            return;
        }
        try {
            take(context);
        } finally {
            stop.leave();
        }
    }

    Map<String, PartitionHealth> health() {
        Map<String, PartitionHealth> health = new TreeMap<>();
        monitors.forEach((id, monitor) -> health.put(id, monitor.health()));
        return health;
    }

    private void take(EventBatchContext context) {
        PartitionContext partition = context.getPartitionContext();
        List<EventData> events = context.getEvents();
        PartitionMonitor monitor = monitor(partition);
        monitor.arrived(
                events.isEmpty() ? null : Envelopes.sequence(events.get(0)), context.getLastEnqueuedEventProperties());
        if (events.isEmpty()) {
            return;
        }
        if (!broken.add(partition)) {
            throw LifecycleException.collaboratorFailed(
                    "partition " + partition.getPartitionId() + " waits to be read again from its checkpoint", null);
        }
        List<EventEnvelope> envelopes =
                events.stream().map(event -> Envelopes.of(partition, event)).toList();
        Optional<CheckpointedBatch.Rest> rest = batches.run(envelopes, new CheckpointedBatch.Watch() {
            @Override
            public void safe(int count) {
                checkpoint(partition, events.get(count - 1), monitor);
            }

            @Override
            public void waiting(CheckpointedBatch.Rest left) {
                String what =
                        left.count() + " of " + envelopes.size() + " events wait for the twin store; first failure: "
                                + left.failure().kind();
                monitor.failed(what);
                log.atWarn()
                        .addKeyValue("partition", partition.getPartitionId())
                        .log(what);
            }
        });
        if (rest.isEmpty()) {
            broken.remove(partition); // reached only if nothing was thrown and nothing is left
            return;
        }
        giveBack(rest.get(), partition, envelopes, monitor);
    }

    private void giveBack(
            CheckpointedBatch.Rest rest,
            PartitionContext partition,
            List<EventEnvelope> envelopes,
            PartitionMonitor monitor) {
        String what = rest.count() + " of " + envelopes.size() + " events of partition " + partition.getPartitionId()
                + " were neither handled nor parked; the partition will be read again from "
                + envelopes.get(rest.first()).source() + "; first failure: "
                + rest.failure().kind();
        monitor.failed(what);
        if (stop.isStopped()) {
            log.atInfo().addKeyValue("partition", partition.getPartitionId()).log("stopped: {}", what);
            return;
        }
        throw LifecycleException.collaboratorFailed(what, rest.failure());
    }

    private void checkpoint(PartitionContext partition, EventData last, PartitionMonitor monitor) {
        monitor.safe(Envelopes.sequence(last));
        try {
            checkpoints
                    .updateCheckpoint(new Checkpoint()
                            .setFullyQualifiedNamespace(partition.getFullyQualifiedNamespace())
                            .setEventHubName(partition.getEventHubName())
                            .setConsumerGroup(partition.getConsumerGroup())
                            .setPartitionId(partition.getPartitionId())
                            .setSequenceNumber(Envelopes.sequence(last))
                            .setOffsetString(Envelopes.offset(last)))
                    .block(CHECKPOINT_TIMEOUT);
            monitor.checkpointed(time.now());
        } catch (RuntimeException e) {
            // Nothing is lost: the events are safe, the next checkpoint covers them, and until then they may come
            // twice.
            monitor.checkpointFailed(text(e));
            log.atWarn()
                    .addKeyValue("partition", partition.getPartitionId())
                    .setCause(e)
                    .log("checkpoint not written; the next one covers it");
        }
    }

    private PartitionMonitor monitor(PartitionContext partition) {
        return monitors.computeIfAbsent(
                partition.getPartitionId(), id -> new PartitionMonitor(health -> tell(id, health)));
    }

    private void tell(String partition, PartitionHealth health) {
        try {
            watcher.accept(partition, health);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("partition", partition)
                    .setCause(e)
                    .log("a watcher of partitions failed; events are handled all the same");
        }
    }

    static String text(Throwable error) {
        return error.getClass().getSimpleName() + ": " + Texts.quoted(String.valueOf(error.getMessage()));
    }
}
