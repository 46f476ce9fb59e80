package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;

/**
 * An event in a partition.
 *
 * @param stamp what the service gave it
 * @param wire the AMQP message, annotations first, as it is delivered; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // passed through, never compared
record StoredMessage(Stamp stamp, byte[] wire) {

    /**
     * What the service gives an event when it stores it.
     *
     * @param partition the partition's id
     * @param sequence counts the events of the partition from 0
     * @param offset how many bytes were before it
     * @param enqueued when, to the millisecond, as AMQP knows no less
     */
    record Stamp(String partition, long sequence, long offset, Instant enqueued) {}
}
