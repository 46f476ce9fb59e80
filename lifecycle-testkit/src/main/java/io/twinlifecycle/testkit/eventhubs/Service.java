package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.TimeSource;
import java.time.Duration;

/**
 * What all connections share. Used by the server's thread only, except for the store and the faults.
 *
 * @param store the hubs
 * @param keys sign the clients' tokens
 * @param faults what is to go wrong
 * @param time stamps events, ages them and delays them
 * @param wireTime the machine's clocks, which the clients use as well: for tokens and idle connections
 * @param codec the thread's own
 * @param owners who reads which partition
 * @param idleLinks how long a link may be open on which nothing is sent
 */
record Service(
        EventStore store,
        SasKeys keys,
        EventHubsFaults faults,
        TimeSource time,
        TimeSource wireTime,
        MessageCodec codec,
        OwnerLevels<EventOutlet> owners,
        Duration idleLinks) {}
