package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.StoredMessage.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The log of one partition: events are added at its end, and go when they are older than the retention. Safe for use by many threads. */
final class Partition {

    private final String id;
    private final Duration retention;
    private final List<StoredMessage> events = new ArrayList<>();
    private long nextSequence;
    private long nextOffset;
    private long lastOffset = -1;
    private Instant lastEnqueued = PartitionInfo.NEVER;

    Partition(String id, Duration retention) {
        this.id = id;
        this.retention = retention;
    }

    String id() {
        return id;
    }

    /** Adds an event; its bytes may depend on the stamp that it gets. */
    synchronized StoredMessage append(Instant now, Function<Stamp, byte[]> encode) {
        Instant enqueued = now.truncatedTo(ChronoUnit.MILLIS);
        Stamp stamp = new Stamp(id, nextSequence, nextOffset, enqueued);
        StoredMessage event = new StoredMessage(stamp, encode.apply(stamp));
        dropOld(now);
        events.add(event);
        lastOffset = nextOffset;
        lastEnqueued = enqueued;
        nextSequence++;
        nextOffset += event.wire().length;
        return event;
    }

    /** The event of this sequence number or, if it is gone, the first one after it; null if there is none yet. */
    synchronized @Nullable StoredMessage atOrAfter(long sequence, Instant now) {
        dropOld(now);
        int index = (int) Math.max(0, sequence - first());
        return index < events.size() ? events.get(index) : null;
    }

    synchronized List<StoredMessage> all(Instant now) {
        dropOld(now);
        return List.copyOf(events);
    }

    synchronized PartitionInfo info(Instant now) {
        dropOld(now);
        return new PartitionInfo(first(), nextSequence - 1, lastOffset, lastEnqueued, events.isEmpty());
    }

    /**
     * The sequence number with which a receiver starts.
     *
     * @throws Refusal if the position is behind the last event, as after a hub was deleted and made again
     */
    synchronized long resolve(StartPosition position, Instant now) {
        dropOld(now);
        if (position instanceof StartPosition.Sequence at) {
            refuseBehindTheEnd("sequence number", at.sequence(), nextSequence - 1);
            return at.inclusive() ? at.sequence() : at.sequence() + 1;
        }
        if (position instanceof StartPosition.Offset at) {
            refuseBehindTheEnd("offset", at.offset(), lastOffset);
            return firstWith(stamp -> at.inclusive() ? stamp.offset() >= at.offset() : stamp.offset() > at.offset());
        }
        if (position instanceof StartPosition.Enqueued at) {
            return firstWith(stamp -> at.inclusive()
                    ? !stamp.enqueued().isBefore(at.time())
                    : stamp.enqueued().isAfter(at.time()));
        }
        return nextSequence;
    }

    private long firstWith(Predicate<Stamp> wanted) {
        return events.stream()
                .map(StoredMessage::stamp)
                .filter(wanted)
                .mapToLong(Stamp::sequence)
                .findFirst()
                .orElse(nextSequence);
    }

    private static void refuseBehindTheEnd(String what, long supplied, long last) {
        if (supplied > last) {
            throw new Refusal(
                    Refusal.BAD_ARGUMENT,
                    "The supplied " + what + " '" + supplied + "' is invalid. The last " + what + " in the system is '"
                            + last + "'");
        }
    }

    private long first() {
        return nextSequence - events.size();
    }

    private void dropOld(Instant now) {
        Instant oldest = now.minus(retention);
        int old = 0;
        while (old < events.size() && events.get(old).stamp().enqueued().isBefore(oldest)) {
            old++;
        }
        events.subList(0, old).clear();
    }
}
