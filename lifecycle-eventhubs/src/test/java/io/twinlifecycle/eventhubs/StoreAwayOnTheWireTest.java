package io.twinlifecycle.eventhubs;

import static io.twinlifecycle.eventhubs.WireFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The processor with the real client, while what it needs besides the event hub is away: the twin store, or the dead-letter sink. */
class StoreAwayOnTheWireTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final WireFixture wire = new WireFixture();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void waitsForTheStoreAndParksNothing() {
        RecordingDeadLetterSink sink = new RecordingDeadLetterSink();
        wire.handler.fail("b");
        wire.deleted("0", "a", "b", "c");
        EventHubsLifecycleProcessor unit = wire.startWaiting(sink, LONG);

        eventually(() -> assertThat(wire.handler.attempts("b")).isGreaterThan(1));
        assertThat(wire.checkpoints()).as("none over what waits").isEqualTo(Map.of("0", 0L));
        // How many come in one batch is up to the client and the machine.
        assertThat(health(unit).lastError().orElseThrow())
                .containsPattern("^1 of [123] events wait for the twin store");
        assertThat(sink.letters()).isEmpty();

        wire.handler.mend("b");

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 2L)));
        assertThat(wire.handler.handled()).contains("b");
        assertThat(sink.letters()).isEmpty();
    }

    @Test
    void parksWhatFailsWhileTheOtherPartitionGetsThrough() {
        RecordingDeadLetterSink sink = new RecordingDeadLetterSink();
        wire.handler.fail("poison");
        wire.deleted("0", "poison");
        wire.startWaiting(sink, LONG);
        eventually(() -> assertThat(wire.handler.attempts("poison")).isPositive());

        // Not once: it counts only if it is handled while a round lasts that began after the first failure.
        eventually(() -> {
            wire.deleted("1", "fine");
            assertThat(sink.letters()).hasSize(1);
        });
        eventually(() -> assertThat(wire.checkpoints()).containsEntry("0", 0L));
    }

    @Test
    void deliversAgainUntilTheSinkTakesIt() {
        AtomicBoolean full = new AtomicBoolean(true);
        List<DeadLetter> letters = new CopyOnWriteArrayList<>();
        wire.handler.fail("b");
        wire.deleted("0", "a", "b", "c");
        EventHubsLifecycleProcessor unit = wire.start(letter -> {
            if (full.get()) {
                throw LifecycleException.collaboratorFailed("the disk is full", null);
            }
            letters.add(letter);
        });

        eventually(() -> assertThat(wire.handler.attempts("b"))
                .as("two rounds in place, and more after the partition was read again")
                .isGreaterThan(2));
        assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L));
        assertThat(health(unit).lastError().orElseThrow()).contains("neither handled nor parked");

        full.set(false);

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 2L)));
        assertThat(letters)
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter.event().source()).isEqualTo("lifecycleevents/0@1"));
        assertThat(wire.handler.handled()).contains("a", "c");
    }

    private static PartitionHealth health(EventHubsLifecycleProcessor unit) {
        return Objects.requireNonNull(unit.health().partitions().get("0"));
    }
}
