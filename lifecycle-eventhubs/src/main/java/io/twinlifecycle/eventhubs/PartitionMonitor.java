package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps what {@link PartitionHealth} tells. Safe for use by many threads. */
final class PartitionMonitor {

    private boolean owned;
    private @Nullable Long position;
    private @Nullable Long lastEnqueued;
    private @Nullable Instant lastCheckpoint;
    private long failedCheckpoints;
    private @Nullable String lastError;

    synchronized void owned(boolean owned) {
        this.owned = owned;
    }

    /** A batch arrived: everything before its first event is behind us. */
    synchronized void arrived(@Nullable Long firstSequence, @Nullable LastEnqueuedEventProperties last) {
        if (last != null && last.getSequenceNumber() != null) {
            lastEnqueued = last.getSequenceNumber();
        }
        if (firstSequence != null) {
            position = firstSequence - 1;
        }
    }

    synchronized void safe(@Nullable Long sequence) {
        position = sequence;
    }

    synchronized void checkpointed(Instant when) {
        lastCheckpoint = when;
    }

    synchronized void checkpointFailed(String error) {
        failedCheckpoints++;
        lastError = error;
    }

    synchronized void failed(String error) {
        lastError = error;
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
