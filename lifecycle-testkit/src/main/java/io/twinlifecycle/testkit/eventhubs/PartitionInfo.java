package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;

/**
 * What a partition says of itself.
 *
 * @param begin the sequence number of the first event that is still there; of the next one if there is none
 * @param last the sequence number of the last event ever; -1 if there never was one
 * @param lastOffset its offset; -1 if there never was one
 * @param lastEnqueued when it was stored; the year 1 if there never was one
 * @param empty whether no event is there
 */
record PartitionInfo(long begin, long last, long lastOffset, Instant lastEnqueued, boolean empty) {

    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");
}
