package io.twinlifecycle.twins;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which relationships were removed by attempts that then failed, so that the next attempt can put them back if the device has
 * returned in between. It is memory, so it helps only if the same handler gets the event again, and soon; what it forgets it logs.
 *
 * <p>Safe for use by many threads.
 */
final class UnfinishedRemovals {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedRemovals.class);

    private static final int MAX_TWINS = 100;
    private static final int MAX_RELATIONSHIPS = 1_000;

    /** After that, others may have built up the graph anew, and would be surprised by what comes back. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private record Entry(RelationshipRemoval removal, long sinceNanos) {}

    private final TimeSource time;
    private final Map<TwinId, Entry> entries = new LinkedHashMap<>();

    UnfinishedRemovals(TimeSource time) {
        this.time = time;
    }

    synchronized void keep(TwinId id, RelationshipRemoval removal) {
        if (removal.count() == 0) {
            return;
        }
        if (removal.count() > MAX_RELATIONSHIPS) {
            removal.logAsForgotten();
            return;
        }
        entries.put(id, new Entry(removal, time.nanoTime()));
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > MAX_TWINS) {
            oldest.next().removal().logAsForgotten();
            oldest.remove();
        }
    }

    synchronized Optional<RelationshipRemoval> take(TwinId id) {
        Entry entry = entries.remove(id);
        if (entry == null) {
            return Optional.empty();
        }
        if (time.nanoTime() - entry.sinceNanos() > MEMORY.toNanos()) {
            entry.removal().logAsForgotten();
            return Optional.empty();
        }
        LOG.atDebug().addKeyValue("twin", id).log("Going on with the removal of an earlier attempt.");
        return Optional.of(entry.removal());
    }
}
