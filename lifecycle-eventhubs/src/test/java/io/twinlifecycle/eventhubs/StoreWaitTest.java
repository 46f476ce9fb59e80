package io.twinlifecycle.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.Backoff;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch whose twin store is away: it waits, in virtual time, and parks nothing before it has to. */
class StoreWaitTest {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final VirtualTime time = new VirtualTime();
    private final LifecycleException failure = LifecycleException.storeUnavailable("away", null);
    private final Set<String> failing = new HashSet<>();
    private final List<String> parked = new ArrayList<>();
    private final List<Integer> checkpoints = new ArrayList<>();
    private final List<CheckpointedBatch.Rest> waits = new ArrayList<>();
    private Runnable inEachPause = () -> {};
    private boolean stopped;
    private long handled;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void waitsOutAnOutageAndParksNothing() {
        failing.addAll(List.of("1", "2"));
        endTheOutageAfter(Duration.ofMinutes(14));

        assertThat(run(LIMIT)).isEmpty();

        assertThat(parked).isEmpty();
        assertThat(checkpoints).as("none over what waits").containsExactly(1, 3);
        assertThat(waits).first().isEqualTo(new CheckpointedBatch.Rest(1, 2, failure));
    }

    @Test
    void waitsLongerAndLongerUpToHalfAMinute() {
        failing.add("0");
        List<Duration> pauses = new ArrayList<>();
        inEachPause = () -> pauses.add(Duration.between(VirtualTime.START, time.now()));
        endTheOutageAfter(Duration.ofMinutes(2));

        run(LIMIT);

        assertThat(pauses.subList(0, 6))
                .as("after 1, 2, 4, 8, 16 and 30 seconds more")
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(31),
                        Duration.ofSeconds(61));
    }

    @Test
    void parksWhenTheLimitIsReached() {
        failing.add("1");

        assertThat(run(LIMIT)).isEmpty();

        assertThat(parked).containsExactly("1");
        assertThat(checkpoints).containsExactly(1, 3);
        assertThat(Duration.between(VirtualTime.START, time.now())).isBetween(LIMIT, LIMIT.plusSeconds(31));
    }

    @Test
    void parksAnEventThatFailsWhileOthersAreHandled() {
        failing.add("1");
        inEachPause = () -> handled++; // in another partition

        assertThat(run(LIMIT)).isEmpty();

        assertThat(parked).containsExactly("1");
        assertThat(Duration.between(VirtualTime.START, time.now())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void doesNotTakeWhatWasHandledBeforeTheOutageForASignThatTheStoreIsThere() {
        failing.add("2"); // the store went away in the middle of the batch, after "0" and "1"
        endTheOutageAfter(Duration.ofMinutes(1));

        assertThat(run(LIMIT)).isEmpty();

        assertThat(parked).isEmpty();
    }

    @Test
    void doesNotWaitIfToldSo() {
        failing.add("1");

        assertThat(run(Duration.ZERO)).isEmpty();

        assertThat(parked).containsExactly("1");
        assertThat(waits).isEmpty();
        assertThat(time.now()).isEqualTo(VirtualTime.START);
    }

    @Test
    void endsAtOnceWhenTheProcessorStops() {
        failing.add("1");
        inEachPause = () -> stopped = true;

        assertThat(run(LIMIT)).hasValue(new CheckpointedBatch.Rest(1, 1, failure));

        assertThat(parked).isEmpty();
        assertThat(checkpoints).containsExactly(1);
    }

    @Test
    void endsAtOnceWhenInterrupted() {
        failing.add("1");
        Thread.currentThread().interrupt();

        assertThat(run(LIMIT)).isPresent();

        assertThat(parked).isEmpty();
    }

    private void endTheOutageAfter(Duration outage) {
        Runnable before = inEachPause;
        inEachPause = () -> {
            before.run();
            if (Duration.between(VirtualTime.START, time.now()).compareTo(outage) >= 0) {
                failing.clear();
            }
        };
    }

    private Optional<CheckpointedBatch.Rest> run(Duration limit) {
        StoreWait wait = new StoreWait(events -> handle(events, false), () -> handled, limit, time);
        return new CheckpointedBatch(events -> handle(events, true), Backoff.never(), wait, () -> 0, this::pause)
                .run(batch(), new CheckpointedBatch.Watch() {
                    @Override
                    public void safe(int events) {
                        checkpoints.add(events);
                    }

                    @Override
                    public void waiting(CheckpointedBatch.Rest rest) {
                        waits.add(rest);
                    }
                });
    }

    private boolean pause(Duration pause) {
        time.sleep(pause);
        inEachPause.run();
        return !stopped;
    }

    private List<EventResult> handle(List<EventEnvelope> events, boolean park) {
        return events.stream().map(event -> handle(event, park)).toList();
    }

    private EventResult handle(EventEnvelope event, boolean park) {
        if (!failing.contains(event.source())) {
            handled++;
            return new EventResult.Handled(RetirementOutcome.ignored("test"));
        }
        if (!park) {
            return new EventResult.Failed(failure);
        }
        parked.add(event.source());
        return new EventResult.Parked(new DeadLetter(event, "STORE_UNAVAILABLE", "away", 8, time.now()));
    }

    private static List<EventEnvelope> batch() {
        return List.of("0", "1", "2").stream()
                .map(source -> new EventEnvelope(Map.of(), Map.of(), new byte[0], source))
                .toList();
    }
}
