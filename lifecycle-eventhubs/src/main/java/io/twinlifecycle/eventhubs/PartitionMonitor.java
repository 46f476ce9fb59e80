package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what {@link PartitionHealth} tells, and tells of each change, in order. Safe for use by many threads. */
final class PartitionMonitor {

    private final Consumer<PartitionHealth> watcher;

    private boolean owned;
    private @Nullable Long position;
    private @Nullable Long lastEnqueued;
    private @Nullable Instant lastCheckpoint;
    private long failedCheckpoints;
    private @Nullable String lastError;

    /** A monitor of one partition; the watcher must not throw. */
    PartitionMonitor(Consumer<PartitionHealth> watcher) {
        this.watcher = watcher;
    }

    synchronized void owned(boolean owned) {
        this.owned = owned;
        watcher.accept(health());
    }

    /** A batch arrived: everything before its first event is behind us. */
    synchronized void arrived(@Nullable Long firstSequence, @Nullable LastEnqueuedEventProperties last) {
        if (last != null && last.getSequenceNumber() != null) {
            lastEnqueued = last.getSequenceNumber();
        }
        if (firstSequence != null) {
            position = firstSequence - 1;
        }
        watcher.accept(health());
    }

    synchronized void safe(@Nullable Long sequence) {
        position = sequence;
        watcher.accept(health());
    }

    synchronized void checkpointed(Instant when) {
        lastCheckpoint = when;
        watcher.accept(health());
    }

    synchronized void checkpointFailed(String error) {
        failedCheckpoints++;
        lastError = error;
        watcher.accept(health());
    }

    synchronized void failed(String error) {
        lastError = error;
        watcher.accept(health());
    }

    synchronized PartitionHealth health() {
        OptionalLong at = position == null ? OptionalLong.empty() : OptionalLong.of(position);
        OptionalLong lag = position == null || lastEnqueued == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, lastEnqueued - position));
        return new PartitionHealth(
                owned, at, lag, Optional.ofNullable(lastCheckpoint), failedCheckpoints, Optional.ofNullable(lastError));
    }
}
