package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.events.LifecycleEventParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns incoming events into results, one by one or in batches: reads each, hands lifecycle events of devices to the
 * {@link RetirementHandler}, tries again what may succeed later, and parks the rest in the {@link DeadLetterSink}. Everything that
 * delivers events (Event Hubs, Azure Functions, a replay) is a thin edge around one of these.
 *
 * <ol>
 *   <li>An event that is no business of ours is {@link EventResult.Handled} with the outcome {@code IGNORED}.
 *   <li>A {@linkplain LifecycleException#isRetryable retryable} failure is tried again by the {@link Backoff}, for as long as the time
 *       budget of the event allows.
 *   <li>A malformed event, a failure that is not retryable, used-up attempts or time, and an unexpected exception put the event into
 *       the sink: {@link EventResult.Parked}. The sink gets the same back-off and a time budget of its own.
 *   <li>Without a sink, or if the sink fails, the result is {@link EventResult.Failed}: deliver the event again.
 *   <li>An interrupted thread gets {@code Failed} at once and keeps its interrupt flag.
 * </ol>
 *
 * <p>No exception comes out. An {@link Error} does: then treat all events of the call as not handled.
 *
 * <p>Its configuration never changes. Safe for use by many threads, if its parts are.
 */
public final class LifecycleEventProcessor {

    private final Function<EventEnvelope, IncomingEvent> parser;
    private final RetirementHandler handler;
    private final Attempts attempts;
    private final EventReporter reporter;
    private final Parking parking;
    private final Executor executor;
    private final int limit;
    private final AtomicLong handled = new AtomicLong();

    private LifecycleEventProcessor(Builder builder) {
        parser = builder.parser;
        handler = builder.handler;
        attempts = new Attempts(builder.backoff, builder.timeBudget, builder.time, builder.random);
        reporter = new EventReporter(new GuardedListener(builder.listener));
        parking = new Parking(builder.sink, attempts, reporter);
        executor = builder.executor;
        limit = builder.limit;
    }

    /** Starts building a processor around a handler. */
    public static Builder builder(RetirementHandler handler) {
        return new Builder(handler);
    }

    /** Handles one event in the caller's thread, which it may hold for twice the time budget and no longer than its parts do. */
    public EventResult process(EventEnvelope event) {
        return process(Reading.of(event, parser), Optional.empty());
    }

    /**
     * Handles a batch.
     *
     * <p>Events of one device, whatever its hub and spelling, are handled in the order of the list, one after the other; events of
     * different devices side by side, up to the configured limit. A failure stops nobody: not other devices, and not the later events of
     * the same device either, since handling is idempotent and takes events in any order. So the caller may deliver just the failed
     * events again.
     *
     * @return the results, each at the index of its event
     */
    public List<EventResult> processAll(List<EventEnvelope> events) {
        return processAll(events, Optional.empty());
    }

    /**
     * Handles a batch for a caller that can wait: as {@link #processAll} does, but a retryable failure is not parked. It comes back as
     * {@link EventResult.Failed}, to be delivered again, when its attempts or its time are used up. After {@value Outage#ASSUMED_AFTER}
     * such failures with no event handled in between, the twin store is taken for away, and the rest of the batch fails without an
     * attempt, of which the listener is not told, so that a batch does not take that long for each of its events. What can never be
     * handled is parked as ever.
     *
     * @return the results, each at the index of its event
     */
    public List<EventResult> processAllOrGiveBack(List<EventEnvelope> events) {
        return processAll(events, Optional.of(new Outage()));
    }

    /**
     * How many events the handler has handled since this was made, other than those that were no business of ours: a gauge, and a sign
     * that the twin store answers.
     */
    public long handled() {
        return handled.get();
    }

    private List<EventResult> processAll(List<EventEnvelope> events, Optional<Outage> outage) {
        List<Reading> readings = new ArrayList<>(events.size());
        events.forEach(event -> readings.add(Reading.of(event, parser)));
        Map<Object, List<Integer>> chains = new LinkedHashMap<>();
        for (int i = 0; i < readings.size(); i++) {
            chains.computeIfAbsent(readings.get(i).order(i), key -> new ArrayList<>())
                    .add(i);
        }
        return run(readings, chains.values(), outage);
    }

    private List<EventResult> run(List<Reading> readings, Collection<List<Integer>> chains, Optional<Outage> outage) {
        BatchRun batch = new BatchRun(readings.size(), List.copyOf(chains), i -> process(readings.get(i), outage));
        return batch.run(executor, limit, i -> reporter.failed(readings.get(i), LifecycleException.interrupted(null)));
    }

    private EventResult process(Reading reading, Optional<Outage> outage) {
        Optional<LifecycleException> away = outage.flatMap(Outage::assumed);
        if (away.isPresent() && reading.event() instanceof IncomingEvent.Lifecycle) {
            return new EventResult.Failed(away.get());
        }
        TimeSource time = attempts.time();
        long start = time.nanoTime();
        EventResult result = result(reading, outage);
        return reporter.finished(reading, result, Duration.ofNanos(time.nanoTime() - start));
    }

    private EventResult result(Reading reading, Optional<Outage> outage) {
        if (Thread.currentThread().isInterrupted()) {
            return reporter.failed(reading, LifecycleException.interrupted(null));
        }
        if (reading.failure() != null) {
            return parking.park(reading, reading.failure(), 1);
        }
        if (reading.event() instanceof IncomingEvent.Lifecycle lifecycle) {
            return handle(reading, lifecycle.event(), outage);
        }
        String why = reading.event() instanceof IncomingEvent.Other other ? other.why() : "nothing in it";
        return reporter.handled(reading, Optional.empty(), RetirementOutcome.ignored(why));
    }

    private EventResult handle(Reading reading, LifecycleEvent event, Optional<Outage> outage) {
        Attempts.Tried<RetirementOutcome> tried = attempts.run(
                deadline -> Objects.requireNonNull(handler.handle(event, deadline), "the handler returned null"),
                (failure, soFar, pause) -> reporter.retrying(reading, failure, soFar, pause));
        if (tried.value() != null) {
            handled.incrementAndGet();
            outage.ifPresent(Outage::isOver);
            return reporter.handled(reading, Optional.of(event), tried.value());
        }
        if (outage.isPresent() && tried.failure() instanceof LifecycleException failure && Outage.mayEnd(failure)) {
            outage.get().goesOn(failure);
            return reporter.failed(reading, failure);
        }
        return parking.park(reading, Objects.requireNonNull(tried.failure()), tried.attempts());
    }

    /** Collects the parts of a processor. Not safe for use by many threads. */
    public static final class Builder {

        private final RetirementHandler handler;
        private Function<EventEnvelope, IncomingEvent> parser = LifecycleEventParser::parse;
        private @Nullable DeadLetterSink sink;
        private RetirementListener listener = RetirementListener.none();
        private Backoff backoff = Backoff.standard();
        private Duration timeBudget = Duration.ofSeconds(30);
        private TimeSource time = TimeSource.system();
        private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        private Executor executor = Runnable::run;
        private int limit = 1;

        private Builder(RetirementHandler handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /** Where events go that cannot be handled. Without one they are {@code Failed} for ever, and hold up those behind them. */
        public Builder deadLetterSink(DeadLetterSink sink) {
            this.sink = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /** Who is told what became of events; nobody if not set. */
        public Builder listener(RetirementListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** When to try again; {@link Backoff#standard()} if not set. */
        public Builder backoff(Backoff backoff) {
            this.backoff = Objects.requireNonNull(backoff, "backoff");
            return this;
        }

        /**
         * How long one event may take, all its attempts and pauses included; 30 s if not set. A twin with thousands of relationships
         * needs more: Azure Digital Twins deletes some ten of them a second.
         *
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder timeBudget(Duration timeBudget) {
            if (timeBudget.isZero() || timeBudget.isNegative()) {
                throw new IllegalArgumentException("time budget must be positive but was " + timeBudget);
            }
            this.timeBudget = timeBudget;
            return this;
        }

        /** The clock; the machine's own if not set. */
        public Builder timeSource(TimeSource time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /** Where the back-off's random numbers come from, each from 0 to 1, from many threads; the machine's own source if not set. */
        public Builder random(DoubleSupplier random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /**
         * Lets batches use more threads than the caller's; if not set, they do not. Whatever the executor does (queue, reject, shut down,
         * run in the caller's thread), batches come to an end, since the caller's thread does what no other has begun.
         *
         * @param executor lends the threads; it stays the caller's
         * @param limit how many devices of one batch to handle at once, at least 1; the caller's thread counts as one
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder concurrency(Executor executor, int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("concurrency limit must be at least 1 but was " + limit);
            }
            this.executor = Objects.requireNonNull(executor, "executor");
            this.limit = limit;
            return this;
        }

        /** For tests of what happens around the parser. */
        Builder parser(Function<EventEnvelope, IncomingEvent> parser) {
            this.parser = parser;
            return this;
        }

        /** The processor. */
        public LifecycleEventProcessor build() {
            return new LifecycleEventProcessor(this);
        }
    }
}
