package io.twinlifecycle.eventhubs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one partition is doing.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param owned whether this processor reads it now
 * @param position the sequence number up to which all events are safe (handled or parked); empty before the first batch
 * @param lag how many events are behind the position, as of the last batch that arrived; empty before the first batch
 * @param lastCheckpoint when a checkpoint was last written; empty if none was since this processor was made
 * @param failedCheckpoints how many checkpoints could not be written; the next one covers for each, so a few do no harm
 * @param lastError the last error, without anything from an event's body; empty if there was none
 */
public record PartitionHealth(
        boolean owned,
        OptionalLong position,
        OptionalLong lag,
        Optional<Instant> lastCheckpoint,
        long failedCheckpoints,
        Optional<String> lastError) {

    /** Checks that all are there. */
    public PartitionHealth {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(lag, "lag");
        Objects.requireNonNull(lastCheckpoint, "lastCheckpoint");
        Objects.requireNonNull(lastError, "lastError");
    }
}
