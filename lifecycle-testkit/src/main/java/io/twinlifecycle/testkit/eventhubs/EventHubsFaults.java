package io.twinlifecycle.testkit.eventhubs;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Bad weather on demand: what the service does now and then, and a cloud will not do when a test wants it.
 *
 * <p>Safe for use by many threads.
 */
public final class EventHubsFaults {

    /** What can be refused as {@code com.microsoft:server-busy}. */
    public enum Operation {
        /** A client sends an event or a batch. */
        SEND,
        /** A client opens a link, to send or to receive. */
        ATTACH,
        /** A client asks for the properties of a hub or partition. */
        READ_PROPERTIES
    }

    /** What the server can do to its clients at once. */
    interface Wire {
        int detachLinks(String hub);

        int dropConnections();
    }

    private final Wire wire;
    private final Map<Operation, Integer> busy = new EnumMap<>(Operation.class);
    private final Throughput throughput = new Throughput();
    private volatile Duration delay = Duration.ZERO;

    EventHubsFaults(Wire wire) {
        this.wire = wire;
    }

    /**
     * Refuses the next operations of a kind as busy; the Azure client tries again after 4 s and more.
     *
     * @param times how many, on top of those still to come
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void busyNext(Operation operation, int times) {
        if (times < 0) {
            throw new IllegalArgumentException("times must not be negative but was " + times);
        }
        busy.merge(operation, times, Integer::sum);
    }

    /** How many refusals of a kind are still to come. */
    public synchronized int busyLeft(Operation operation) {
        return busy.getOrDefault(operation, 0);
    }

    /**
     * Holds events back: receivers get each so long after it was stored, by the server's time source. Zero for no longer, also for those
     * that wait now.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void delayDeliveries(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative but was " + delay);
        }
        this.delay = Objects.requireNonNull(delay, "delay");
    }

    /**
     * Bounds what is taken in a second: 1,000 events or 1 MB for each throughput unit, whichever comes first. What is more is refused as
     * busy. A second is one of the server's time source.
     *
     * @param units how many; 0 for no bound, as at the start
     * @throws IllegalArgumentException if it is negative
     */
    public void limitThroughput(int units) {
        if (units < 0) {
            throw new IllegalArgumentException("throughput units must not be negative but were " + units);
        }
        throughput.units(units);
    }

    /**
     * Detaches all links to a hub, for sending and receiving, with {@code amqp:link:detach-forced}, as the service does when it moves a
     * partition. It is done when this returns.
     *
     * @return how many there were
     * @throws IllegalStateException if the server is closed
     */
    public int detachLinks(String hub) {
        return wire.detachLinks(hub);
    }

    /**
     * Closes all sockets without a word. It is done when this returns.
     *
     * @return how many there were
     * @throws IllegalStateException if the server is closed
     */
    public int dropConnections() {
        return wire.dropConnections();
    }

    void refuseAboveThroughput(int events, long bytes, Instant now) {
        throughput.admit(events, bytes, now);
    }

    Duration delay() {
        return delay;
    }

    synchronized void refuseIfBusy(Operation operation) {
        int left = busyLeft(operation);
        if (left > 0) {
            busy.put(operation, left - 1);
            throw Refusal.busy();
        }
    }
}
