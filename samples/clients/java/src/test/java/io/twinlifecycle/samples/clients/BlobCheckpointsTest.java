package io.twinlifecycle.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import com.azure.messaging.eventhubs.checkpointstore.blob.BlobCheckpointStore;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.SendOptions;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.samples.reliability.Azurite;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local Event Hubs and Azure's own checkpoint store, on Azurite: whoever stops and starts again misses nothing and repeats nothing. */
class BlobCheckpointsTest {

    private static final String HUB = "lifecycleevents";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final LocalEventHubs server = LocalEventHubs.builder().hub(HUB, 2).start();
    private Azurite azurite;
    private BlobCheckpointStore store;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        azurite = Azurite.start(Path.of("..", "node_modules"), directory.resolve("azurite.log"));
        store = Azurite.checkpoints(azurite.connectionString());
    }

    @AfterEach
    void close() {
        azurite.close();
        server.close();
    }

    @Test
    void azuresProcessorResumesExactly() {
        send("0", 0, 100);
        send("1", 0, 50);
        assertThat(process(150)).hasSize(150).doesNotHaveDuplicates();
        assertThat(checkpoints()).isEqualTo(Map.of("0", 99L, "1", 49L));
        send("0", 100, 130);
        send("1", 50, 51);

        assertThat(process(31))
                .as("what came after the stop, and nothing else")
                .hasSize(31)
                .doesNotHaveDuplicates()
                .contains("0-100", "0-129", "1-50")
                .noneMatch(body -> body.matches("0-\\d{1,2}|1-[0-4]?\\d"));
        assertThat(checkpoints()).isEqualTo(Map.of("0", 129L, "1", 50L));
    }

    @Test
    void ourProcessorResumesExactly() {
        deleted("0", "a", "b");
        deleted("1", "c");
        assertThat(retire(3)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(checkpoints()).isEqualTo(Map.of("0", 1L, "1", 0L));
        deleted("0", "d");
        deleted("1", "e", "f");

        assertThat(retire(3)).containsExactlyInAnyOrder("d", "e", "f");
        assertThat(checkpoints()).isEqualTo(Map.of("0", 2L, "1", 2L));
    }

    /** Lets Azure's processor run until it has so many events and each is checkpointed. */
    private List<String> process(int count) {
        List<String> bodies = new CopyOnWriteArrayList<>();
        EventProcessorClient processor = new EventProcessorClientBuilder()
                .connectionString(server.connectionString(HUB))
                .consumerGroup("$Default")
                .checkpointStore(store)
                .initialPartitionEventPosition(partition -> EventPosition.earliest())
                .loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                .loadBalancingUpdateInterval(Duration.ofMillis(500))
                .partitionOwnershipExpirationInterval(Duration.ofSeconds(2))
                .processEvent(event -> {
                    event.updateCheckpoint();
                    bodies.add(event.getEventData().getBodyAsString());
                })
                .processError(error -> {}) // each partition reports that it is stopped
                .buildEventProcessorClient();
        processor.start();
        try {
            await().atMost(LONG).until(() -> bodies.size() >= count);
        } finally {
            processor.stop(STOP);
        }
        return bodies;
    }

    /** Lets ours run until it has retired so many devices, and stops it. */
    private List<String> retire(int count) {
        List<String> devices = new CopyOnWriteArrayList<>();
        LifecycleEventProcessor events = LifecycleEventProcessor.builder((event, deadline) -> {
                    devices.add(event.deviceId().value());
                    return RetirementOutcome.ignored("a test");
                })
                .build();
        try (EventHubsLifecycleProcessor processor = EventHubsLifecycleProcessor.builder(events, store)
                .connectionString(server.connectionString(HUB))
                .batches(10, Duration.ofMillis(50))
                .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                        .loadBalancingUpdateInterval(Duration.ofMillis(500))
                        .partitionOwnershipExpirationInterval(Duration.ofSeconds(2)))
                .build()) {
            processor.start();
            await().atMost(LONG).until(() -> devices.size() >= count);
            assertThat(processor.stop(STOP))
                    .as("all is handled and checkpointed")
                    .isTrue();
        }
        return devices;
    }

    private void send(String partition, int from, int to) {
        try (EventHubProducerClient producer = new EventHubClientBuilder()
                .connectionString(server.connectionString(HUB))
                .buildProducerClient()) {
            producer.send(
                    IntStream.range(from, to)
                            .mapToObj(i -> new EventData(partition + "-" + i))
                            .toList(),
                    new SendOptions().setPartitionId(partition));
        }
    }

    private void deleted(String partition, String... devices) {
        for (String device : devices) {
            server.append(
                    HUB,
                    partition,
                    LifecycleEvents.deviceDeleted().withDeviceId(device).envelope());
        }
    }

    private Map<String, Long> checkpoints() {
        // Azure's processor folds the group's name before it writes, and the store does not before it reads.
        return store.listCheckpoints("localhost", HUB, "$default").collectList().blockOptional().orElseThrow().stream()
                .collect(Collectors.toMap(Checkpoint::getPartitionId, Checkpoint::getSequenceNumber));
    }
}
