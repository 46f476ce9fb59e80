package io.twinlifecycle.eventhubs;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How a partition waits for a twin store that is away, instead of filling the dead-letter sink with events that nothing is wrong with.
 *
 * @param events handles events and gives those back that may be handled later; the results have their order
 * @param handled how many events the store has taken so far, in all partitions
 * @param limit how long one batch waits at most; zero for not at all
 * @param time the clock for that
 */
record StoreWait(
        Function<List<EventEnvelope>, List<EventResult>> events,
        LongSupplier handled,
        Duration limit,
        TimeSource time) {

    private static final Backoff PAUSES =
            new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, Integer.MAX_VALUE);

    static StoreWait of(LifecycleEventProcessor events, Duration limit, TimeSource time) {
        return new StoreWait(events::processAllOrGiveBack, events::handled, limit, time);
    }

    Duration pauseAfter(int round, double random) {
        return PAUSES.pauseAfter(round, random).orElseThrow();
    }

    Turn begin() {
        return new Turn(Deadline.after(limit, time));
    }

    /** The wait of one batch. Used by one thread. */
    final class Turn {

        private final Deadline deadline;
        private boolean first = true;
        private boolean over;
        private long handledBefore;

        private Turn(Deadline deadline) {
            this.deadline = deadline;
            over = limit.isZero();
        }

        boolean isOver() {
            return over;
        }

        /** After each round that left something. What was handled in the first one may have been so before the store went away. */
        boolean goesOn() {
            long handledNow = handled.getAsLong();
            over = deadline.isOver() || (!first && handledNow > handledBefore);
            first = false;
            handledBefore = handledNow;
            return !over;
        }
    }
}
