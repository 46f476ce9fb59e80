package io.twinlifecycle.eventhubs;

import static io.twinlifecycle.eventhubs.WireFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The processor with the real client, and a checkpoint store that fails. */
class CheckpointStoreAwayTest {

    private final WireFixture wire = new WireFixture();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void goesOnWithoutCheckpointsAndCoversThemWithTheNext() {
        wire.unreliable.failUpdates(true);
        wire.deleted("0", "a", "b");
        EventHubsLifecycleProcessor unit = wire.start();

        eventually(() -> assertThat(wire.handler.handled()).containsExactly("a", "b"));
        eventually(() -> assertThat(health(unit).failedCheckpoints()).isPositive());
        assertThat(wire.checkpoints()).isEmpty();
        wire.unreliable.failUpdates(false);
        wire.deleted("0", "c");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 2L)));
        assertThat(wire.handler.handled()).as("nothing came twice").containsExactly("a", "b", "c");
    }

    @Test
    void deliversAgainWhatNoCheckpointCovers() {
        wire.unreliable.failUpdates(true);
        wire.deleted("0", "a", "b");
        EventHubsLifecycleProcessor first = wire.start();
        eventually(() -> assertThat(wire.handler.handled()).containsExactly("a", "b"));
        eventually(() -> assertThat(health(first).failedCheckpoints()).isPositive());
        WireFixture.stop(first);
        wire.unreliable.failUpdates(false);

        wire.start();

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 1L)));
        assertThat(wire.handler.handled()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void startsLateWhenTheStoreCannotBeReadAndSaysSo() {
        wire.unreliable.failReads(true);
        wire.deleted("0", "a");
        EventHubsLifecycleProcessor unit = wire.start();

        eventually(() -> assertThat(errors(unit)).anyMatch(error -> error.contains("the store is away")));
        assertThat(wire.handler.handled()).isEmpty();
        wire.unreliable.failReads(false);

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L)));
        assertThat(wire.handler.handled()).containsExactly("a");
    }

    private static List<String> errors(EventHubsLifecycleProcessor unit) {
        return unit.health().lastError().stream().toList();
    }

    private static PartitionHealth health(EventHubsLifecycleProcessor unit) {
        return Objects.requireNonNull(unit.health().partitions().get("0"));
    }
}
