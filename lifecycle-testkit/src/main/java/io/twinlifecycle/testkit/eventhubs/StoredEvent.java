package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.events.EventEnvelope;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event that the local server holds.
 *
 * <p>Immutable, if nobody writes to the body's array, and safe for use by many threads.
 *
 * @param partitionId the partition that holds it
 * @param sequenceNumber counts the events of the partition from 0
 * @param offset where it lies in the partition: a number, as text
 * @param enqueuedTime when it was stored, to the millisecond
 * @param partitionKey the key it was sent with; empty if it had none
 * @param event its content, as a receiver sees it
 */
public record StoredEvent(
        String partitionId,
        long sequenceNumber,
        String offset,
        Instant enqueuedTime,
        Optional<String> partitionKey,
        EventEnvelope event) {

    /** Checks that all are there. */
    public StoredEvent {
        Objects.requireNonNull(partitionId, "partitionId");
        Objects.requireNonNull(offset, "offset");
        Objects.requireNonNull(enqueuedTime, "enqueuedTime");
        Objects.requireNonNull(partitionKey, "partitionKey");
        Objects.requireNonNull(event, "event");
    }
}
