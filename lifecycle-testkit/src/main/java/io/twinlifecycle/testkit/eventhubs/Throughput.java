package io.twinlifecycle.testkit.eventhubs;

import java.time.Instant;

/**
 * What a namespace takes in a second: per throughput unit 1,000 events or 1 MB, whichever comes first (Microsoft's "Event Hubs quotas and
 * limits"). Seconds begin when the clock's do. Safe for use by many threads.
 */
final class Throughput {

    private static final long EVENTS_PER_UNIT = 1_000;
    private static final long BYTES_PER_UNIT = 1024 * 1024;

    private int units;
    private long second = Long.MIN_VALUE;
    private long events;
    private long bytes;

    /** Sets how many units there are; 0 for no bound. */
    synchronized void units(int units) {
        this.units = units;
    }

    /**
     * Counts what is sent. What comes first in a second is taken however large it is, as nothing larger ever could be otherwise.
     *
     * @throws Refusal if it is too much
     */
    synchronized void admit(int moreEvents, long moreBytes, Instant now) {
        if (units == 0) {
            return;
        }
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            events = 0;
            bytes = 0;
        }
        boolean fits = events + moreEvents <= units * EVENTS_PER_UNIT && bytes + moreBytes <= units * BYTES_PER_UNIT;
        if (events > 0 && !fits) {
            throw Refusal.busy();
        }
        events += moreEvents;
        bytes += moreBytes;
    }
}
