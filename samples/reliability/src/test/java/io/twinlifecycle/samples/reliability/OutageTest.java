package io.twinlifecycle.samples.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.LoadBalancingStrategy;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.eventhubs.EventHubsLifecycleProcessor;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.samples.reliability.FaultyLink.Fault;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.eventhubs.LocalEventHubs;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Azure Digital Twins is away in the middle of a load of lifecycle events, with both real clients. The outage lasts as long as the system
 * property {@code outage.seconds} says, 5 if it says nothing, and one event is tried for a fifth of that, so that many give up.
 */
class OutageTest {

    private static final String HUB = "lifecycleevents";
    private static final int EVENTS = 400;
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 5));
    private static final Duration LONG = OUTAGE.plusMinutes(2);

    private final Site site = new Site(Duration.ofSeconds(4));
    private final LocalEventHubs hubs = LocalEventHubs.builder().hub(HUB, 4).start();
    private final Population population = new Population(site.twins());
    private final Load load = new Load(hubs, HUB, 4, population, 300, 5);
    private final RecordingDeadLetterSink sink = new RecordingDeadLetterSink();

    @AfterEach
    void close() {
        hubs.close();
        site.close();
    }

    @Test
    void isWaitedOutAndNothingIsParked() {
        load.send(EVENTS);
        try (EventHubsLifecycleProcessor unit = start(Duration.ofMinutes(15))) {
            await().atMost(LONG).until(() -> site.adt().calls().total() > EVENTS / 8);
            site.link().strike(Fault.UNREACHABLE);
            await().atMost(LONG)
                    .until(() -> unit.health().partitions().values().stream()
                            .flatMap(partition -> partition.lastError().stream())
                            .anyMatch(error -> error.contains("wait for the twin store")));
            await().during(OUTAGE).atMost(LONG).until(() -> sink.letters().size() <= unprocessable());
            site.link().mend();

            await().atMost(LONG).until(() -> isAllDone(unit));
        }
        assertThat(sink.letters()).as("those only that can never be handled").hasSize(unprocessable());
        assertThat(IntStream.range(0, load.devices())
                        .mapToObj(device -> population.fault(new Story(device)))
                        .flatMap(Optional::stream))
                .isEmpty();
    }

    private EventHubsLifecycleProcessor start(Duration waitForStore) {
        LifecycleEventProcessor events = LifecycleEventProcessor.builder(site.handler())
                .deadLetterSink(sink)
                .timeBudget(OUTAGE.dividedBy(5))
                .build();
        EventHubsLifecycleProcessor processor = EventHubsLifecycleProcessor.builder(
                        events, new InMemoryCheckpointStore(TimeSource.system()))
                .connectionString(hubs.connectionString(HUB))
                .batches(20, Duration.ofMillis(50))
                .waitForStore(waitForStore)
                .customize(client -> client.loadBalancingStrategy(LoadBalancingStrategy.GREEDY)
                        .loadBalancingUpdateInterval(Duration.ofMillis(200)))
                .build();
        processor.start();
        return processor;
    }

    private int unprocessable() {
        return load.unprocessable().size();
    }

    private boolean isAllDone(EventHubsLifecycleProcessor unit) {
        return load.perPartition().entrySet().stream()
                .allMatch(partition -> Optional.ofNullable(
                                unit.health().partitions().get(partition.getKey()))
                        .map(health -> health.position().orElse(-1) + 1 >= partition.getValue())
                        .orElse(false));
    }
}
