package io.twinlifecycle.eventhubs;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.EventResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One batch of one partition, and how far its checkpoint may go.
 *
 * <ol>
 *   <li>All events are handled. Then those that failed are handled again, and only those, in rounds with growing pauses.
 *   <li>At first the rounds wait for the twin store: what may succeed later is given back and not parked. That ends at a limit, and when
 *       a round leaves something though other events were handled while it lasted, in this partition or another: then the store is
 *       there, and it is the event that cannot be handled.
 *   <li>After that come a few rounds in which what cannot be handled is parked.
 *   <li>After each round the checkpoint may go up to the first event that is not safe, and no further: an event behind it may be safe as
 *       well, but a checkpoint over the gap would lose what is in the gap.
 *   <li>It ends when all are safe, when the rounds are used up, when the processor stops, or when the thread is interrupted.
 * </ol>
 *
 * @param events handles events and parks those that cannot be; the results have their order
 * @param rounds how often, and with which pauses
 * @param waiting how it waits for the store before that
 * @param random the back-off's random numbers
 * @param pause waits, and says whether to go on
 */
record CheckpointedBatch(
        Function<List<EventEnvelope>, List<EventResult>> events,
        Backoff rounds,
        StoreWait waiting,
        DoubleSupplier random,
        Predicate<Duration> pause) {

    /**
     * What is left of a batch.
     *
     * @param first the index of the first event that is not safe
     * @param count how many are not
     * @param failure why the first is not
     */
    record Rest(int first, int count, LifecycleException failure) {}

    /** Hears how a batch gets on. */
    interface Watch {

        /** So many events, from the first one, are safe; told each time this grows. */
        void safe(int events);

        /** The rest waits for the twin store. */
        default void waiting(Rest rest) {}
    }

    /**
     * Handles a batch.
     *
     * @return empty if all are safe
     */
    Optional<Rest> run(List<EventEnvelope> batch, Watch watch) {
        @Nullable EventResult[] results = new EventResult[batch.size()];
        List<Integer> open = IntStream.range(0, batch.size()).boxed().toList();
        StoreWait.Turn turn = waiting.begin();
        int told = 0;
        for (int round = 1; ; round++) {
            handle(turn.isOver() ? events : waiting.events(), batch, open, results);
            open = unsafe(results);
            int prefix = open.isEmpty() ? batch.size() : open.get(0);
            if (prefix > told) {
                watch.safe(prefix);
                told = prefix;
            }
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Rest rest = new Rest(prefix, open.size(), failure(results[prefix]));
            Optional<Duration> next;
            if (turn.isOver()) {
                next = rounds.pauseAfter(round, random.getAsDouble());
            } else if (turn.goesOn()) {
                watch.waiting(rest);
                next = Optional.of(waiting.pauseAfter(round, random.getAsDouble()));
            } else {
                round = 0; // those of the other kind are still to come
                next = Optional.of(Duration.ZERO);
            }
            if (next.isEmpty() || Thread.currentThread().isInterrupted() || !pause.test(next.get())) {
                return Optional.of(rest);
            }
        }
    }

    private static void handle(
            Function<List<EventEnvelope>, List<EventResult>> handling,
            List<EventEnvelope> batch,
            List<Integer> open,
            @Nullable EventResult[] results) {
        List<EventResult> answers = handling.apply(open.stream().map(batch::get).toList());
        for (int i = 0; i < open.size(); i++) {
            results[open.get(i)] = answers.get(i);
        }
    }

    private static List<Integer> unsafe(@Nullable EventResult[] results) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            EventResult result = results[i];
            if (result == null || !result.isSafe()) {
                open.add(i);
            }
        }
        return open;
    }

    private static LifecycleException failure(@Nullable EventResult result) {
        return result instanceof EventResult.Failed failed
                ? failed.failure()
                : LifecycleException.collaboratorFailed("no result", null);
    }
}
