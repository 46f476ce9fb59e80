package io.twinlifecycle.eventhubs;

import static io.twinlifecycle.eventhubs.WireFixture.HUB;
import static io.twinlifecycle.eventhubs.WireFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.eventhubs.EventHubsFaults.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The processor with the real client, against a server that speaks Event Hubs' protocol. What takes ten seconds and more waits for the
 * client, whose reader of a partition closes itself from its own thread and waits that long for itself.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProcessorOnTheWireTest {

    private final WireFixture wire = new WireFixture();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void startsAtTheEarliestEventAndHandlesAllPartitions() {
        wire.deleted("0", "a", "b");
        wire.deleted("1", "c");

        EventHubsLifecycleProcessor unit = wire.start();

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L, "1", 0L)));
        assertThat(wire.handler.handled()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(unit.health().partitionsOwned()).isEqualTo(2);
        assertThat(unit.health().lastError()).isEmpty();
        wire.deleted("1", "later");
        eventually(() -> assertThat(wire.checkpoints()).containsEntry("1", 1L));
    }

    @Test
    void writesNoCheckpointOverAFailedEventAndDeliversItAgainUntilItIsHandled() {
        wire.handler.fail("c");
        wire.deleted("0", "a", "b", "c", "d");

        EventHubsLifecycleProcessor unit = wire.start();

        eventually(() -> assertThat(wire.handler.attempts("c"))
                .as("two rounds in place, and more after the partition was read again")
                .isGreaterThan(4));
        assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L));
        assertThat(wire.handler.handled()).contains("a", "b", "d").doesNotContain("c");
        assertThat(wire.handler.attempts("a")).as("is behind the checkpoint").isEqualTo(1);
        assertThat(partition0(unit).lastError().orElseThrow())
                .contains("neither handled nor parked")
                .contains("@2");

        wire.handler.mend("c");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 3L)));
        assertThat(wire.handler.handled()).contains("c");
    }

    @Test
    void leavesOtherPartitionsAloneWhileOneIsStuck() {
        wire.handler.fail("stuck");
        wire.deleted("0", "stuck");
        wire.start();
        eventually(() -> assertThat(wire.handler.attempts("stuck")).isPositive());

        wire.deleted("1", "fine");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("1", 0L)));
    }

    @Test
    void resumesAfterTheCheckpoint() {
        wire.deleted("0", "a", "b");
        EventHubsLifecycleProcessor first = wire.start();
        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L)));
        assertThat(WireFixture.stop(first)).isTrue();
        wire.deleted("0", "c", "d");
        ScriptedHandler after = new ScriptedHandler();

        wire.start(after, 10);

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 3L)));
        assertThat(after.handled()).containsExactly("c", "d");
    }

    @Test
    void stopsWhenWhatItHandlesIsHandledAndCheckpointed() throws Exception {
        wire.handler.hold("slow");
        wire.deleted("0", "slow");
        EventHubsLifecycleProcessor unit = wire.start();
        eventually(() -> assertThat(wire.handler.attempts("slow")).isOne());

        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> WireFixture.stop(unit));
        eventually(() -> assertThat(unit.health().running()).isFalse());
        wire.deleted("0", "too late");
        assertThat(stopped).as("waits").isNotDone();
        wire.handler.release();

        assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L));
        assertThat(wire.handler.handled()).containsExactly("slow");
        assertThat(unit.health().partitionsOwned()).isZero();
    }

    @Test
    void saysWhenItCouldNotWait() {
        wire.handler.hold("slow");
        wire.deleted("0", "slow");
        EventHubsLifecycleProcessor unit = wire.start();
        eventually(() -> assertThat(wire.handler.attempts("slow")).isOne());

        assertThat(unit.stop(Duration.ofMillis(100))).isFalse();

        assertThat(wire.checkpoints()).isEmpty();
    }

    @Test
    void sharesPartitionsAndTakesOverThoseOfOneThatIsClosed() {
        ScriptedHandler other = new ScriptedHandler();
        EventHubsLifecycleProcessor first = wire.start();
        eventually(() -> assertThat(first.health().partitionsOwned()).isEqualTo(2));

        EventHubsLifecycleProcessor second = wire.start(other, 10);

        eventually(() -> assertThat(List.of(
                        first.health().partitionsOwned(), second.health().partitionsOwned()))
                .containsExactly(1, 1));
        wire.deleted("0", "a");
        wire.deleted("1", "b");
        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L, "1", 0L)));
        assertThat(wire.handler.handled()).hasSize(1);
        assertThat(other.handled()).hasSize(1);

        WireFixture.stop(first);
        wire.deleted("0", "c");
        wire.deleted("1", "d");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L, "1", 1L)));
        assertThat(other.handled()).contains("c", "d");
        assertThat(second.health().partitionsOwned()).isEqualTo(2);
    }

    @Test
    void tellsHowFarItIsBehind() {
        wire.handler.hold("slow");
        wire.deleted("0", "a", "slow", "c", "d");
        EventHubsLifecycleProcessor unit = wire.start(wire.handler, 1);

        eventually(() -> assertThat(unit.health().lag()).isEqualTo(3));
        assertThat(partition0(unit).position()).hasValue(0);
        assertThat(partition0(unit).owned()).isTrue();

        wire.handler.release();

        eventually(() -> assertThat(unit.health().lag()).isZero());
        assertThat(partition0(unit).position()).hasValue(3);
        assertThat(partition0(unit).lastCheckpoint()).isPresent();
    }

    @Test
    void comesBackAfterItsLinksWereDetached() {
        comesBackAfter(() -> assertThat(wire.server.faults().detachLinks(HUB)).isPositive());
    }

    @Test
    void comesBackAfterItsConnectionsWereLost() {
        comesBackAfter(() -> assertThat(wire.server.faults().dropConnections()).isPositive());
    }

    @Test
    void startsThoughTheServerIsBusy() {
        wire.server.faults().busyNext(Operation.READ_PROPERTIES, 1);
        wire.server.faults().busyNext(Operation.ATTACH, 1);
        wire.deleted("0", "a");
        wire.deleted("1", "b");

        EventHubsLifecycleProcessor unit = wire.start();

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L, "1", 0L)));
        assertThat(wire.handler.handled()).containsExactlyInAnyOrder("a", "b");
        assertThat(wire.server.faults().busyLeft(Operation.ATTACH)).isZero();
        assertThat(unit.health().partitions().values())
                .as("the partition whose reader was refused says why")
                .anySatisfy(partition ->
                        assertThat(partition.lastError().orElse("")).contains("throttled"));
    }

    private static PartitionHealth partition0(EventHubsLifecycleProcessor unit) {
        return Objects.requireNonNull(unit.health().partitions().get("0"));
    }

    private void comesBackAfter(Runnable weather) {
        wire.deleted("0", "a");
        wire.deleted("1", "b");
        EventHubsLifecycleProcessor unit = wire.start();
        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L, "1", 0L)));

        weather.run();
        wire.deleted("0", "c");
        wire.deleted("1", "d");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L, "1", 1L)));
        assertThat(new HashSet<>(wire.handler.handled())).containsExactlyInAnyOrder("a", "b", "c", "d");
        eventually(() -> assertThat(unit.health().partitionsOwned()).isEqualTo(2));
    }
}
