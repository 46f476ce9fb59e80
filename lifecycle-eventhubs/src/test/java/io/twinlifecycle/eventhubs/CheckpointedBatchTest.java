package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointedBatchTest {

    private static final EventResult HANDLED = new EventResult.Handled(RetirementOutcome.ignored("test"));

    private final LifecycleException failure = LifecycleException.storeRefused("no", null);
    private final Map<String, Integer> failuresLeft = new HashMap<>();
    private final List<String> parked = new ArrayList<>();
    private final List<String> passes = new ArrayList<>();
    private final List<Integer> checkpoints = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private int pausesAllowed = Integer.MAX_VALUE;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void goesToTheEndWhenAllIsSafe() {
        parked.add("1");

        assertThat(run(3)).isEmpty();
        assertThat(checkpoints).containsExactly(3);
        assertThat(passes).containsExactly("012");
        assertThat(pauses).isEmpty();
    }

    @Test
    void stopsBeforeTheFirstUnsafeEventThoughThoseBehindItAreSafe() {
        fail("2", 99);

        assertThat(run(5)).hasValue(new CheckpointedBatch.Rest(2, 1, failure));
        assertThat(checkpoints).as("never over the gap").containsExactly(2);
    }

    @Test
    void writesNoCheckpointWhenTheFirstEventIsUnsafe() {
        fail("0", 99);

        assertThat(run(5)).hasValue(new CheckpointedBatch.Rest(0, 1, failure));
        assertThat(checkpoints).isEmpty();
    }

    @Test
    void triesOnlyTheUnsafeEventsAgainAndMovesOn() {
        fail("1", 1);
        fail("3", 2);

        assertThat(run(5)).isEmpty();
        assertThat(passes).containsExactly("01234", "13", "3");
        assertThat(checkpoints).containsExactly(1, 3, 5);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void triesAgainEvenWhatLooksPermanentSinceTheSinkMayRecover() {
        assertThat(failure.isRetryable()).isFalse();
        fail("0", 1);

        assertThat(run(1)).isEmpty();
    }

    @Test
    void endsWhenTheRoundsAreUsedUp() {
        fail("1", 99);
        fail("2", 99);

        assertThat(run(4)).hasValue(new CheckpointedBatch.Rest(1, 2, failure));
        assertThat(passes).containsExactly("0123", "12", "12", "12");
    }

    @Test
    void endsWhenTheProcessorStops() {
        fail("0", 99);
        pausesAllowed = 1;

        assertThat(run(1)).isPresent();
        assertThat(passes).containsExactly("0", "0");
    }

    @Test
    void endsWhenInterrupted() {
        fail("0", 99);
        Thread.currentThread().interrupt();

        assertThat(run(1)).isPresent();
        assertThat(passes).containsExactly("0");
    }

    @Test
    void letsAnErrorThroughAndWritesNothing() {
        CheckpointedBatch unit = new CheckpointedBatch(
                batch -> {
                    throw new OutOfMemoryError("test");
                },
                Backoff.never(),
                doNotWait(),
                () -> 0,
                pause -> true);

        assertThatThrownBy(() -> unit.run(batch(2), checkpoints::add)).isInstanceOf(OutOfMemoryError.class);
        assertThat(checkpoints).isEmpty();
    }

    private Optional<CheckpointedBatch.Rest> run(int size) {
        Backoff rounds = new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0, 4);
        return new CheckpointedBatch(this::handle, rounds, doNotWait(), () -> 0, this::pause)
                .run(batch(size), checkpoints::add);
    }

    private StoreWait doNotWait() {
        return new StoreWait(this::handle, () -> 0, Duration.ZERO, new VirtualTime());
    }

    private boolean pause(Duration time) {
        pauses.add(time);
        return pauses.size() <= pausesAllowed;
    }

    private void fail(String source, int times) {
        failuresLeft.put(source, times);
    }

    private List<EventResult> handle(List<EventEnvelope> events) {
        passes.add(String.join("", events.stream().map(EventEnvelope::source).toList()));
        return events.stream().map(this::handle).toList();
    }

    private EventResult handle(EventEnvelope event) {
        if (failuresLeft.merge(event.source(), -1, Integer::sum) >= 0) {
            return new EventResult.Failed(failure);
        }
        return parked.contains(event.source())
                ? new EventResult.Parked(new DeadLetter(event, "STORE_REFUSED", "no", 1, TestTime.START))
                : HANDLED;
    }

    private static List<EventEnvelope> batch(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new EventEnvelope(Map.of(), Map.of(), new byte[0], String.valueOf(i)))
                .toList();
    }
}
