package io.twinlifecycle.eventhubs;

import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.models.Checkpoint;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.DeadLetterSink;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;

/** A local event hub with two partitions, and processors that read it with the real client, in a hurry. */
final class WireFixture implements AutoCloseable {

    static final String HUB = "lifecycleevents";
    static final String DEAD_LETTERS = "deadletters";

    /** Long enough for a busy machine; what is waited for takes a second or two. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration STOP = Duration.ofSeconds(15);

    final LocalEventHubs server =
            LocalEventHubs.builder().hub(HUB, 2).hub(DEAD_LETTERS, 1).start();
    final InMemoryCheckpointStore store = new InMemoryCheckpointStore(TimeSource.system());
    final UnreliableCheckpointStore unreliable = new UnreliableCheckpointStore(store);
    final ScriptedHandler handler = new ScriptedHandler();
    private final List<EventHubsLifecycleProcessor> processors = new ArrayList<>();

    /** A started processor, without a dead-letter sink. */
    EventHubsLifecycleProcessor start() {
        return start(handler, 10);
    }

    EventHubsLifecycleProcessor start(ScriptedHandler with, int batchSize) {
        return start(events(with).build(), batchSize);
    }

    EventHubsLifecycleProcessor start(DeadLetterSink sink) {
        return start(events(handler).deadLetterSink(sink).build(), 10);
    }

    private static LifecycleEventProcessor.Builder events(ScriptedHandler handler) {
        return LifecycleEventProcessor.builder(handler).backoff(Backoff.never());
    }

    /** A started processor that waits for a store that is away. */
    EventHubsLifecycleProcessor startWaiting(DeadLetterSink sink, Duration limit) {
        return start(events(handler).deadLetterSink(sink).build(), 10, limit);
    }

    private EventHubsLifecycleProcessor start(LifecycleEventProcessor events, int batchSize) {
        return start(events, batchSize, Duration.ZERO);
    }

    private EventHubsLifecycleProcessor start(LifecycleEventProcessor events, int batchSize, Duration waitForStore) {
        EventHubsLifecycleProcessor processor = EventHubsLifecycleProcessor.builder(events, unreliable)
                .connectionString(server.connectionString(HUB))
                .batches(batchSize, Duration.ofMillis(50))
                .rounds(new Backoff(Duration.ofMillis(10), 1, Duration.ofMillis(10), 0, 2))
                .waitForStore(waitForStore)
                .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                        .loadBalancingUpdateInterval(Duration.ofMillis(200))
                        .partitionOwnershipExpirationInterval(Duration.ofSeconds(1)))
                .build();
        processors.add(processor);
        processor.start();
        return processor;
    }

    /** A device was deleted. */
    void deleted(String partition, String... devices) {
        for (String device : devices) {
            server.append(
                    HUB,
                    partition,
                    LifecycleEvents.deviceDeleted().withDeviceId(device).envelope());
        }
    }

    /** Up to which sequence number each partition is checkpointed. */
    Map<String, Long> checkpoints() {
        return store.listCheckpoints("localhost", HUB, "$Default").collectList().blockOptional().orElseThrow().stream()
                .collect(Collectors.toMap(Checkpoint::getPartitionId, Checkpoint::getSequenceNumber));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
    }

    static boolean stop(EventHubsLifecycleProcessor processor) {
        return processor.stop(STOP);
    }

    @Override
    public void close() {
        handler.release();
        processors.forEach(WireFixture::stop);
        server.close();
    }
}
