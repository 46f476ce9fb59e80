package io.twinlifecycle.eventhubs;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.models.ErrorContext;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lifecycle events from an event hub, hands them to a {@link LifecycleEventProcessor} by the batch, and writes checkpoints so that
 * none is lost.
 *
 * <pre>{@code
 * var processor = EventHubsLifecycleProcessor.builder(events, checkpointStore)
 *         .fromEnvironment(System.getenv())
 *         .build();
 * processor.start();
 * Runtime.getRuntime().addShutdownHook(new Thread(processor::close));
 * }</pre>
 *
 * <ol>
 *   <li>Each event is delivered at least once. A checkpoint goes up to the first event of a batch that is neither handled nor parked,
 *       and no further.
 *   <li>While the twin store is away, a partition waits for it, for 15 minutes unless {@linkplain Builder#waitForStore told otherwise},
 *       instead of parking events that nothing is wrong with.
 *   <li>Events that are neither are tried again in place, in bounded rounds, while the partition stays ours; those of the batch that are
 *       safe are not handled again. If that does not help, the reader of the partition ends with an exception. The client then lets the
 *       ownership run out (after 2 minutes, unless configured otherwise) and some instance reads the partition again from its checkpoint.
 *   <li>The same happens when the service detaches a link, refuses it, or the connection is lost: this client's readers do not reconnect
 *       but end, which takes it 10 seconds, and the ownership runs out. Who cannot wait so long sets a shorter
 *       {@code partitionOwnershipExpirationInterval}, well above the {@code loadBalancingUpdateInterval}, with {@link Builder#customize}.
 *   <li>Where there is no checkpoint, reading starts at the earliest event there is. (The client's own default is the latest, which loses
 *       what was sent before the first start.)
 *   <li>A checkpoint that cannot be written is logged and counted, and the next one covers it; at worst events come twice.
 *   <li>Any number of instances may share an event hub, a consumer group and a checkpoint store; they share out the partitions.
 * </ol>
 *
 * <p>Starts once and stops once; make another one to start again. Safe for use by many threads.
 */
public final class EventHubsLifecycleProcessor implements AutoCloseable {

    /** The setting that has the connection string. */
    public static final String CONNECTION_SETTING = "EVENTHUB_CONNECTIONSTRING";

    private static final Logger log = LoggerFactory.getLogger(EventHubsLifecycleProcessor.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LEAST_CLIENT_TIMEOUT = Duration.ofSeconds(1);

    private enum State {
        NEW,
        RUNNING,
        STOPPED
    }

    private final EventProcessorClient client;
    private final Partitions partitions;
    private final StopSignal stop = new StopSignal();
    private final TimeSource time;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final AtomicReference<@Nullable String> lastError = new AtomicReference<>();

    private EventHubsLifecycleProcessor(Builder builder, EventProcessorClientBuilder clientBuilder) {
        time = builder.time;
        CheckpointedBatch batches = new CheckpointedBatch(
                builder.events::processAll,
                builder.rounds,
                StoreWait.of(builder.events, builder.waitForStore, builder.time),
                () -> ThreadLocalRandom.current().nextDouble(),
                stop::pause);
        partitions = new Partitions(batches, builder.checkpoints, stop, time, builder.watcher);
        client = clientBuilder
                .checkpointStore(builder.checkpoints)
                .processEventBatch(partitions::onBatch, builder.maxBatchSize, builder.maxWait)
                .processPartitionInitialization(opened -> partitions.onOpened(opened.getPartitionContext()))
                .processPartitionClose(
                        closed -> partitions.onClosed(closed.getPartitionContext(), closed.getCloseReason()))
                .processError(this::onError)
                .buildEventProcessorClient();
    }

    /**
     * Starts building a processor.
     *
     * @param events handles the events; give it a dead-letter sink, since without one an event that can never be handled holds up its
     *     partition for ever
     * @param checkpoints keeps checkpoints and ownership, such as {@code BlobCheckpointStore}; it stays the caller's
     */
    public static Builder builder(LifecycleEventProcessor events, CheckpointStore checkpoints) {
        return new Builder(events, checkpoints);
    }

    /**
     * Starts reading, in threads of the Event Hubs client; it may take a minute until all partitions are claimed.
     *
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        if (!state.compareAndSet(State.NEW, State.RUNNING)) {
            throw new IllegalStateException("this processor was started or stopped before; make another one");
        }
        client.start();
        if (state.get() == State.STOPPED) {
            stopClient(LEAST_CLIENT_TIMEOUT); // stopped while it started
        }
    }

    /**
     * Takes no more batches, waits for those that are being handled and their checkpoints, then gives the partitions up and closes the
     * connections. Does nothing if it was stopped before.
     *
     * @param timeout how long to wait in all; closing the connections gets a second at least
     * @return whether all that was being handled came to an end in time; if not, it goes on in the background, and what it does not
     *     finish is delivered again
     */
    public boolean stop(Duration timeout) {
        State before = state.getAndSet(State.STOPPED);
        stop.stop();
        if (before != State.RUNNING) {
            return true;
        }
        Deadline deadline = Deadline.after(timeout, time);
        boolean drained = stop.awaitEmpty(timeout);
        if (!drained) {
            log.atWarn()
                    .log("batches were still being handled after {}; their events will be delivered again", timeout);
        }
        Duration left = deadline.remaining();
        stopClient(left.compareTo(LEAST_CLIENT_TIMEOUT) < 0 ? LEAST_CLIENT_TIMEOUT : left);
        partitions.onStopped();
        return drained;
    }

    /** Stops with a timeout of 30 seconds. */
    @Override
    public void close() {
        stop(CLOSE_TIMEOUT);
    }

    /** How it is doing now. */
    public EventHubsHealth health() {
        return new EventHubsHealth(
                state.get() == State.RUNNING, partitions.health(), Optional.ofNullable(lastError.get()));
    }

    private void stopClient(Duration timeout) {
        try {
            client.stop(timeout);
        } catch (RuntimeException e) {
            // The client waits for its own threads and sometimes for longer than they take; nothing of ours runs any
            // more.
            log.atInfo().setCause(e).log("the Event Hubs client did not close in time");
        }
    }

    /** Never throws: that would end the client's load balancer for good. */
    private void onError(ErrorContext error) {
        Throwable cause = error.getThrowable();
        if (stop.isStopped()) {
            log.atDebug().setCause(cause).log("error while stopping");
            return;
        }
        String partition = error.getPartitionContext().getPartitionId();
        if ("NONE".equals(partition)) { // the client's mark for what is about no partition
            lastError.set(Partitions.text(cause));
        } else {
            partitions.onError(error.getPartitionContext(), cause);
        }
        log.atWarn().addKeyValue("partition", partition).setCause(cause).log("the Event Hubs client reports an error");
    }

    /** Collects what a processor needs. Not safe for use by many threads. */
    public static final class Builder {

        private final LifecycleEventProcessor events;
        private final CheckpointStore checkpoints;
        private final HubConnection connection = new HubConnection();
        private String consumerGroup = "$Default";
        private int maxBatchSize = 100;
        private Duration maxWait = Duration.ofSeconds(1);
        private Backoff rounds = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2, 5);
        private Duration waitForStore = Duration.ofMinutes(15);
        private TimeSource time = TimeSource.system();
        private BiConsumer<String, PartitionHealth> watcher = (partition, health) -> {};
        private Consumer<EventProcessorClientBuilder> customizer = client -> {};

        private Builder(LifecycleEventProcessor events, CheckpointStore checkpoints) {
            this.events = Objects.requireNonNull(events, "events");
            this.checkpoints = Objects.requireNonNull(checkpoints, "checkpoints");
        }

        /**
         * Takes the connection string from the setting {@value EventHubsLifecycleProcessor#CONNECTION_SETTING}.
         *
         * @param settings such as {@code System.getenv()}
         * @throws IllegalArgumentException if the setting is missing, or is no connection string
         */
        public Builder fromEnvironment(Map<String, String> settings) {
            String value = settings.get(CONNECTION_SETTING);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("the setting " + CONNECTION_SETTING
                        + " is missing; it holds the connection string of the event hub or its namespace");
            }
            return connectionString(value);
        }

        /**
         * Connects with a connection string, of a namespace or (with {@code EntityPath}) of an event hub.
         *
         * @throws IllegalArgumentException if it is no connection string; the message does not show it
         */
        public Builder connectionString(String connectionString) {
            connection.connectionString(connectionString);
            return this;
        }

        /**
         * Connects with a credential, such as a managed identity.
         *
         * @param namespace the host name, such as {@code contoso.servicebus.windows.net}
         */
        public Builder credential(String namespace, TokenCredential credential) {
            connection.credential(namespace, credential);
            return this;
        }

        /** The event hub; if not set, the connection string's, else {@value HubConnection#DEFAULT_HUB}. */
        public Builder eventHubName(String eventHubName) {
            connection.eventHubName(eventHubName);
            return this;
        }

        /** The consumer group, which nobody else may read with; {@code $Default} if not set. */
        public Builder consumerGroup(String consumerGroup) {
            this.consumerGroup = Objects.requireNonNull(consumerGroup, "consumerGroup");
            return this;
        }

        /**
         * How many events to take at once, and how long to wait for so many; 100 and 1 s if not set. An event waits this long at most
         * for company.
         *
         * @throws IllegalArgumentException if one of them is not positive
         */
        public Builder batches(int maxSize, Duration maxWait) {
            if (maxSize < 1 || maxWait.isNegative() || maxWait.isZero()) {
                throw new IllegalArgumentException(
                        "batch size and wait must be positive but were " + maxSize + " and " + maxWait);
            }
            this.maxBatchSize = maxSize;
            this.maxWait = maxWait;
            return this;
        }

        /** The rounds in which events that were neither handled nor parked are tried again in place; 5, from 1 s on, if not set. */
        public Builder rounds(Backoff rounds) {
            this.rounds = Objects.requireNonNull(rounds, "rounds");
            return this;
        }

        /**
         * Who is told how a partition is doing, by its id, whenever that has changed: for metrics. Nobody if not set.
         *
         * <p>A watcher is a bystander: one that throws is logged and otherwise ignored. It is called by the threads that handle events,
         * in order for each partition, so it is safe for use by many threads and does not block.
         */
        public Builder watch(BiConsumer<String, PartitionHealth> watcher) {
            this.watcher = Objects.requireNonNull(watcher, "watcher");
            return this;
        }

        /**
         * How long a partition waits for a twin store that is away, before events that fail for that reason alone are parked; 15 minutes
         * if not set, zero for not at all. Meanwhile it tries again with pauses of up to 30 s, writes no checkpoint, parks only what can
         * never be handled, and says so in its {@link PartitionHealth#lastError}. It stops waiting as soon as other events are handled,
         * here or in another partition, since then the store is there.
         *
         * <p>The default bridges the outages that end by themselves, so that nobody has to replay anything, and is well below the hour that
         * an event hub keeps its events at least. A longer one is safe as far as the event hub keeps what comes in meanwhile.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder waitForStore(Duration limit) {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("the wait for the store must not be negative but was " + limit);
            }
            this.waitForStore = limit;
            return this;
        }

        /** The clock for health, for waiting and for stopping; the machine's own if not set. */
        public Builder timeSource(TimeSource time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets whatever else the client can do: load balancing, ownership expiry, proxy, transport, prefetch, retries, where to start
         * without a checkpoint (by the overload that takes a function). What this class sets itself (connection, checkpoint store, callbacks) is set after this and wins.
         */
        public Builder customize(Consumer<EventProcessorClientBuilder> customizer) {
            this.customizer = this.customizer.andThen(customizer);
            return this;
        }

        /**
         * The processor, not started.
         *
         * @throws IllegalArgumentException if not exactly one way to connect is given, or names do not go together
         */
        public EventHubsLifecycleProcessor build() {
            EventProcessorClientBuilder client = new EventProcessorClientBuilder()
                    .initialPartitionEventPosition(partition -> EventPosition.earliest())
                    .trackLastEnqueuedEventProperties(true);
            customizer.accept(client);
            connection.applyTo(client.consumerGroup(consumerGroup));
            return new EventHubsLifecycleProcessor(this, client);
        }
    }
}
