package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.eventhubs.CheckpointStore;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.Checkpoint;
import com.azure.messaging.eventhubs.models.CloseReason;
import com.azure.messaging.eventhubs.models.EventBatchContext;
import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import com.azure.messaging.eventhubs.models.PartitionContext;
import com.azure.messaging.eventhubs.models.PartitionOwnership;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PartitionsTest {

    private final TestTime time = new TestTime();
    private final InMemoryCheckpointStore memory = new InMemoryCheckpointStore(time);
    private final StopSignal stop = new StopSignal();
    private final Set<String> failing = new HashSet<>();
    private final List<String> handled = new ArrayList<>();
    private final PartitionContext reader = TestEvents.partition("3");
    private Runnable whileHandling = () -> {};
    private Mono<Void> nextCheckpoint = Mono.empty();
    private final List<String> watched = new ArrayList<>();
    private boolean watcherThrows;

    private final Partitions unit = new Partitions(
            new CheckpointedBatch(
                    this::handle,
                    Backoff.never(),
                    new StoreWait(this::handle, () -> 0, Duration.ZERO, time),
                    () -> 0,
                    stop::pause),
            store(),
            stop,
            time,
            this::watch);

    @Test
    void writesTheCheckpointOfTheLastEvent() {
        deliver(reader, TestEvents.events(10, 14));

        assertThat(checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.getPartitionId()).isEqualTo("3");
            assertThat(checkpoint.getSequenceNumber()).isEqualTo(14);
            assertThat(checkpoint.getOffsetString()).isEqualTo("1400");
            assertThat(checkpoint.getFullyQualifiedNamespace()).isEqualTo("contoso.servicebus.windows.net");
            assertThat(checkpoint.getConsumerGroup()).isEqualTo("$default");
        });
    }

    @Test
    void endsTheReaderWhenAnEventIsUnsafeWithTheCheckpointBeforeIt() {
        failing.add("lifecycleevents/3@12");

        assertThatThrownBy(() -> deliver(reader, TestEvents.events(10, 14)))
                .isInstanceOf(LifecycleException.class)
                .hasMessage("1 of 5 events of partition 3 were neither handled nor parked; the partition will be read"
                        + " again from lifecycleevents/3@12; first failure: STORE_REFUSED");
        assertThat(checkpoints()).extracting(Checkpoint::getSequenceNumber).containsExactly(11L);
    }

    @Test
    void takesNothingFromAReaderWithAGapUntilAnotherIsOpened() {
        failing.add("lifecycleevents/3@10");
        assertThatThrownBy(() -> deliver(reader, TestEvents.events(10, 11))).isInstanceOf(LifecycleException.class);
        failing.clear();
        handled.clear();

        assertThatThrownBy(() -> deliver(reader, TestEvents.events(12, 14))).isInstanceOf(LifecycleException.class);
        assertThat(handled).isEmpty();
        assertThat(checkpoints()).as("not over the gap").isEmpty();

        unit.onClosed(reader, CloseReason.LOST_PARTITION_OWNERSHIP);
        PartitionContext next = TestEvents.partition("3");
        unit.onOpened(next);
        deliver(next, TestEvents.events(10, 14));
        assertThat(checkpoints()).extracting(Checkpoint::getSequenceNumber).containsExactly(14L);
    }

    @Test
    void takesNothingMoreAfterAnErrorEither() {
        whileHandling = () -> {
            throw new OutOfMemoryError("test");
        };
        assertThatThrownBy(() -> deliver(reader, TestEvents.events(10, 11))).isInstanceOf(OutOfMemoryError.class);
        whileHandling = () -> {};

        assertThatThrownBy(() -> deliver(reader, TestEvents.events(12, 14))).isInstanceOf(LifecycleException.class);
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void goesOnWhenACheckpointCannotBeWritten() {
        nextCheckpoint = Mono.error(new IllegalStateException("the store is away"));
        deliver(reader, TestEvents.events(10, 14));
        assertThat(checkpoints()).isEmpty();
        assertThat(health().failedCheckpoints()).isEqualTo(1);
        assertThat(health().lastError()).hasValue("IllegalStateException: \"the store is away\"");
        assertThat(health().lastCheckpoint()).isEmpty();

        nextCheckpoint = Mono.empty();
        deliver(reader, TestEvents.events(15, 16));
        assertThat(checkpoints()).extracting(Checkpoint::getSequenceNumber).containsExactly(16L);
        assertThat(health().lastCheckpoint()).hasValue(TestTime.START);
    }

    @Test
    void takesNoBatchAfterAStop() {
        stop.stop();

        deliver(reader, TestEvents.events(10, 14));

        assertThat(handled).isEmpty();
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void endsQuietlyWhenStoppedWithUnsafeEvents() {
        failing.add("lifecycleevents/3@12");
        whileHandling = stop::stop;

        assertThatNoException().isThrownBy(() -> deliver(reader, TestEvents.events(10, 14)));
        assertThat(checkpoints()).extracting(Checkpoint::getSequenceNumber).containsExactly(11L);
    }

    @Test
    void takesAnEmptyBatch() {
        deliver(reader, List.of());

        assertThat(handled).isEmpty();
        assertThat(checkpoints()).isEmpty();
        assertThat(health().lag()).isEmpty();
    }

    @Test
    void keepsPartitionsApart() {
        failing.add("lifecycleevents/3@12");
        assertThatThrownBy(() -> deliver(reader, TestEvents.events(12, 12))).isInstanceOf(LifecycleException.class);

        deliver(TestEvents.partition("4"), TestEvents.events(12, 12));

        assertThat(checkpoints()).extracting(Checkpoint::getPartitionId).containsExactly("4");
    }

    @Test
    void tellsPositionLagAndOwnership() {
        unit.onOpened(reader);
        assertThat(health())
                .isEqualTo(new PartitionHealth(
                        true, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), 0, Optional.empty()));

        failing.add("lifecycleevents/3@12");
        assertThatThrownBy(() -> deliver(reader, TestEvents.events(10, 14))).isInstanceOf(LifecycleException.class);

        assertThat(health().position()).hasValue(11);
        assertThat(health().lag()).as("12 to 20 are left").hasValue(9);
        assertThat(health().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("1 of 5 events"));

        unit.onClosed(reader, CloseReason.LOST_PARTITION_OWNERSHIP);
        assertThat(health().owned()).isFalse();
        assertThat(new EventHubsHealth(true, unit.health(), Optional.empty()))
                .returns(0, EventHubsHealth::partitionsOwned)
                .returns(0L, EventHubsHealth::lag);
    }

    @Test
    void tellsTheLagOfAReaderWhoseFirstEventIsUnsafe() {
        failing.add("lifecycleevents/3@10");
        assertThatThrownBy(() -> deliver(reader, TestEvents.events(10, 14))).isInstanceOf(LifecycleException.class);

        assertThat(health().lag()).as("10 to 20 are left").hasValue(11);
    }

    @Test
    void tellsTheWatcherOfEachChangeInOrder() {
        unit.onOpened(reader);
        deliver(reader, TestEvents.events(10, 14));
        nextCheckpoint = Mono.error(new IllegalStateException("the store is away"));
        deliver(reader, TestEvents.events(15, 16));
        unit.onClosed(reader, CloseReason.LOST_PARTITION_OWNERSHIP);

        assertThat(watched)
                .containsExactly(
                        "3: owned true, lag none, checkpoint false, failed 0",
                        "3: owned true, lag 11, checkpoint false, failed 0",
                        "3: owned true, lag 6, checkpoint false, failed 0",
                        "3: owned true, lag 6, checkpoint true, failed 0",
                        "3: owned true, lag 6, checkpoint true, failed 0",
                        "3: owned true, lag 4, checkpoint true, failed 0",
                        "3: owned true, lag 4, checkpoint true, failed 1",
                        "3: owned false, lag 4, checkpoint true, failed 1");
    }

    @Test
    void handlesEventsThoughTheWatcherThrows() {
        watcherThrows = true;

        deliver(reader, TestEvents.events(10, 14));

        assertThat(checkpoints()).extracting(Checkpoint::getSequenceNumber).containsExactly(14L);
    }

    private void watch(String partition, PartitionHealth now) {
        String lag = now.lag().isPresent() ? String.valueOf(now.lag().getAsLong()) : "none";
        watched.add(partition + ": owned " + now.owned() + ", lag " + lag + ", checkpoint "
                + now.lastCheckpoint().isPresent() + ", failed " + now.failedCheckpoints());
        if (watcherThrows) {
            throw new IllegalStateException("test");
        }
    }

    private PartitionHealth health() {
        return Objects.requireNonNull(unit.health().get("3"));
    }

    private void deliver(PartitionContext partition, List<EventData> events) {
        LastEnqueuedEventProperties last =
                events.isEmpty() ? null : new LastEnqueuedEventProperties(20L, "2000", TestTime.START, TestTime.START);
        unit.onBatch(new EventBatchContext(partition, events, memory, last));
    }

    private List<EventResult> handle(List<EventEnvelope> events) {
        whileHandling.run();
        events.forEach(event -> handled.add(event.source()));
        return events.stream()
                .<EventResult>map(event -> failing.contains(event.source())
                        ? new EventResult.Failed(LifecycleException.storeRefused("no", null))
                        : new EventResult.Handled(RetirementOutcome.ignored("test")))
                .toList();
    }

    private List<Checkpoint> checkpoints() {
        return memory.listCheckpoints("contoso.servicebus.windows.net", "lifecycleevents", "$default")
                .toStream()
                .toList();
    }

    private CheckpointStore store() {
        return new CheckpointStore() {
            @Override
            public Flux<PartitionOwnership> listOwnership(String namespace, String hub, String group) {
                return memory.listOwnership(namespace, hub, group);
            }

            @Override
            public Flux<PartitionOwnership> claimOwnership(List<PartitionOwnership> requested) {
                return memory.claimOwnership(requested);
            }

            @Override
            public Flux<Checkpoint> listCheckpoints(String namespace, String hub, String group) {
                return memory.listCheckpoints(namespace, hub, group);
            }

            @Override
            public Mono<Void> updateCheckpoint(Checkpoint checkpoint) {
                return nextCheckpoint.then(memory.updateCheckpoint(checkpoint));
            }
        };
    }
}
