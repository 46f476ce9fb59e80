package io.twinlifecycle.retirement;

import static io.twinlifecycle.retirement.Events.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.LifecycleException.Kind;
import io.twinlifecycle.TestTime;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.EventResult.Failed;
import io.twinlifecycle.retirement.EventResult.Handled;
import io.twinlifecycle.retirement.EventResult.Parked;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleEventProcessorTest {

    private final LifecycleException busy = LifecycleException.storeUnavailable("busy", null);
    private static final EventEnvelope EVENT = Events.deletion("dev-1");

    private final TestTime time = new TestTime();
    private final Deque<Throwable> handlerFailures = new ArrayDeque<>();
    private final Deque<RuntimeException> sinkFailures = new ArrayDeque<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<Duration> remaining = new ArrayList<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void handsALifecycleEventToTheHandler() {
        assertThat(builder().build().process(EVENT)).isEqualTo(new Handled(DONE));
        assertThat(remaining).as("with the whole time budget").containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void ignoresWhatIsNotOurBusinessAndSaysWhy() {
        assertThat(builder().build().process(Events.telemetry()))
                .isEqualTo(new Handled(RetirementOutcome.ignored("telemetry")));
        assertThat(remaining).as("the handler is not asked").isEmpty();
    }

    @Test
    void triesAgainWithGrowingPausesUntilItSucceeds() {
        failHandler(busy, busy, busy);

        assertThat(builder().build().process(EVENT)).isEqualTo(new Handled(DONE));
        assertThat(time.sleeps).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(remaining)
                .as("one budget for all attempts")
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMillis(29_800),
                        Duration.ofMillis(29_400),
                        Duration.ofMillis(28_600));
    }

    @Test
    void waitsAsLongAsTheStoreAsks() {
        failHandler(LifecycleException.storeUnavailable("busy", Duration.ofSeconds(7), null));

        assertThat(builder().build().process(EVENT)).isEqualTo(new Handled(DONE));
        assertThat(time.sleeps).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void parksAtOnceWhenTheStoreAsksForMoreTimeThanThereIs() {
        failHandler(LifecycleException.storeUnavailable("busy", Duration.ofHours(1), null));

        parked(builder().build().process(EVENT)).returns(1, DeadLetter::attempts);
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void parksWhenTheAttemptsAreUsedUp() {
        failHandler(busy, busy, busy);

        EventResult result = builder().backoff(attempts(3)).build().process(EVENT);

        parked(result)
                .returns(EVENT, DeadLetter::event)
                .returns("STORE_UNAVAILABLE", DeadLetter::kind)
                .returns("busy", DeadLetter::why)
                .returns(3, DeadLetter::attempts)
                .returns(TestTime.START.plusMillis(2), DeadLetter::parkedAt);
        assertThat(letters).hasSize(1);
    }

    @Test
    void parksAtOnceWhatCanNeverSucceed() {
        failHandler(LifecycleException.storeRefused("no", null));

        parked(builder().build().process(EVENT))
                .returns("STORE_REFUSED", DeadLetter::kind)
                .returns(1, DeadLetter::attempts);
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void parksAMalformedEvent() {
        parked(builder().build().process(Events.malformed())).returns("MALFORMED_EVENT", DeadLetter::kind);
    }

    @Test
    void parksOnAnUnexpectedExceptionOfTheHandler() {
        failHandler(new IllegalStateException("with a secret"));

        parked(builder().build().process(EVENT))
                .returns("UNEXPECTED", DeadLetter::kind)
                .returns("handling failed unexpectedly with java.lang.IllegalStateException", DeadLetter::why);
    }

    @Test
    void parksOnAnUnexpectedExceptionOfTheParser() {
        LifecycleEventProcessor unit = builder()
                .parser(event -> {
                    throw new IllegalStateException();
                })
                .build();

        parked(unit.process(EVENT)).returns("UNEXPECTED", DeadLetter::kind);
    }

    @Test
    void failsWithoutASink() {
        LifecycleException refused = LifecycleException.storeRefused("no", null);
        failHandler(refused);

        LifecycleEventProcessor unit = withoutSink().build();

        assertThat(unit.process(EVENT)).isEqualTo(new Failed(refused));
        failed(unit.process(Events.malformed())).returns(Kind.MALFORMED_EVENT, LifecycleException::kind);
    }

    @Test
    void triesTheSinkAgain() {
        failHandler(LifecycleException.storeRefused("no", null));
        sinkFailures.add(LifecycleException.collaboratorFailed("sink", null));
        sinkFailures.add(new IllegalStateException("sinks may break the rules"));

        parked(builder().build().process(EVENT));
        assertThat(time.sleeps).hasSize(2);
        assertThat(letters).hasSize(1);
    }

    @Test
    void failsWhenTheSinkKeepsFailing() {
        LifecycleException refused = LifecycleException.storeRefused("no", null);
        failHandler(refused);
        for (int i = 0; i < 3; i++) {
            sinkFailures.add(LifecycleException.collaboratorFailed("sink", null));
        }

        assertThat(builder().backoff(attempts(3)).build().process(EVENT)).isEqualTo(new Failed(refused));
        assertThat(sinkFailures).isEmpty();
    }

    @Test
    void givesTheSinkATimeBudgetOfItsOwn() {
        sinkFailures.add(LifecycleException.collaboratorFailed("sink", null));
        LifecycleEventProcessor unit = LifecycleEventProcessor.builder((event, deadline) -> {
                    time.advance(Duration.ofMinutes(1));
                    throw LifecycleException.outOfTime("deleting relationships");
                })
                .parser(Events::parse)
                .deadLetterSink(this::park)
                .timeSource(time)
                .build();

        parked(unit.process(EVENT)).returns("OUT_OF_TIME", DeadLetter::kind).returns(1, DeadLetter::attempts);
    }

    @Test
    void failsAtOnceWhenInterruptedAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        failed(builder().build().process(EVENT)).returns(Kind.INTERRUPTED, LifecycleException::kind);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(remaining).as("the handler is not asked").isEmpty();
    }

    @Test
    void failsAndSetsTheFlagWhenTheHandlerWasInterrupted() {
        failHandler(LifecycleException.interrupted(null));

        failed(builder().build().process(EVENT)).returns(Kind.INTERRUPTED, LifecycleException::kind);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(letters)
                .as("an interruption is no reason to give an event up")
                .isEmpty();
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void failsWhenInterruptedDuringAPause() {
        failHandler(busy);
        LifecycleEventProcessor unit = builder()
                .listener(new RetirementListener() {
                    @Override
                    public void onRetry(EventEnvelope e, LifecycleException failure, int attempts, Duration pause) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();

        failed(unit.process(EVENT)).returns(Kind.INTERRUPTED, LifecycleException::kind);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(letters).isEmpty();
    }

    @Test
    void letsAnErrorThrough() {
        failHandler(new OutOfMemoryError("test"));

        assertThatThrownBy(() -> builder().build().process(EVENT)).isInstanceOf(OutOfMemoryError.class);
        assertThat(letters).isEmpty();
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().timeBudget(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().concurrency(Runnable::run, 0));
    }

    private LifecycleEventProcessor.Builder builder() {
        return withoutSink().deadLetterSink(this::park);
    }

    private LifecycleEventProcessor.Builder withoutSink() {
        return LifecycleEventProcessor.builder((event, deadline) -> {
                    remaining.add(deadline.remaining());
                    Throwable failure = handlerFailures.poll();
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof RuntimeException exception) {
                        throw exception;
                    }
                    return DONE;
                })
                .parser(Events::parse)
                .timeSource(time)
                .random(() -> 0);
    }

    private void park(DeadLetter letter) {
        RuntimeException failure = sinkFailures.poll();
        if (failure != null) {
            throw failure;
        }
        letters.add(letter);
    }

    private void failHandler(Throwable... failures) {
        handlerFailures.addAll(List.of(failures));
    }

    private static Backoff attempts(int max) {
        return new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0, max);
    }

    private static ObjectAssert<DeadLetter> parked(EventResult result) {
        assertThat(result.isSafe()).isTrue();
        return assertThat(result).asInstanceOf(type(Parked.class)).extracting(Parked::letter, type(DeadLetter.class));
    }

    private static ObjectAssert<LifecycleException> failed(EventResult result) {
        assertThat(result.isSafe()).isFalse();
        return assertThat(result)
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::failure, type(LifecycleException.class));
    }
}
