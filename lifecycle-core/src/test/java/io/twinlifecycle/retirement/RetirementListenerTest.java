package io.twinlifecycle.retirement;

import static io.twinlifecycle.retirement.Events.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TestTime;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetirementListenerTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void hearsOfAnOutcomeWithTheEventIfThereIsOne() {
        process(Events.deletion("dev-1"), new Recorder("a"), new ArrayList<>(), true);
        process(Events.telemetry(), new Recorder("a"), new ArrayList<>(), true);

        assertThat(heard).containsExactly("a: dev-1 RETIRED", "a: nobody IGNORED");
    }

    @Test
    void hearsOfRetriesParkingAndFailures() {
        LifecycleException busy = LifecycleException.storeUnavailable("busy", null);
        process(Events.deletion("dev-1"), new Recorder("a"), List.of(busy, busy), true);
        process(Events.deletion("dev-1"), new Recorder("a"), List.of(busy, busy), false);

        assertThat(heard)
                .containsExactly(
                        "a: retry 1 in PT0S",
                        "a: parked STORE_UNAVAILABLE after 2",
                        "a: retry 1 in PT0S",
                        "a: failed STORE_UNAVAILABLE");
    }

    @Test
    void hearsOfEachEndWithTheTimeThatItTook() {
        LifecycleException busy = LifecycleException.storeUnavailable("busy", Duration.ofSeconds(3), null);
        RetirementListener watch = new Watch("a").and(new Thrower()).and(new Watch("b"));
        process(Events.deletion("dev-1"), watch, List.of(busy), true);
        process(Events.malformed(), watch, List.of(), true);
        process(Events.telemetry(), watch, List.of(), false);

        assertThat(heard)
                .containsExactly(
                        "a: dev-1 Handled in PT3S",
                        "b: dev-1 Handled in PT3S",
                        "a: nobody Parked in PT0S",
                        "b: nobody Parked in PT0S",
                        "a: nobody Handled in PT0S",
                        "b: nobody Handled in PT0S");
    }

    @Test
    void neverBreaksWhatItListensTo() {
        LifecycleException busy = LifecycleException.storeUnavailable("busy", null);

        assertThat(process(Events.deletion("dev-1"), new Thrower(), List.of(busy), true))
                .isEqualTo(new EventResult.Handled(DONE));
        assertThat(process(Events.deletion("dev-1"), new Thrower(), List.of(busy, busy), true))
                .isInstanceOf(EventResult.Parked.class);
        assertThat(process(Events.deletion("dev-1"), new Thrower(), List.of(busy, busy), false))
                .isInstanceOf(EventResult.Failed.class);
    }

    @Test
    void isHeardThoughItsPartnerThrows() {
        process(Events.deletion("dev-1"), new Thrower().and(new Recorder("b")), new ArrayList<>(), true);
        process(Events.deletion("dev-2"), new Recorder("a").and(new Thrower()), new ArrayList<>(), true);

        assertThat(heard).containsExactly("b: dev-1 RETIRED", "a: dev-2 RETIRED");
    }

    @Test
    void isToldInOrderWhenCombined() {
        process(Events.deletion("dev-1"), new Recorder("a").and(new Recorder("b")), new ArrayList<>(), true);

        assertThat(heard).containsExactly("a: dev-1 RETIRED", "b: dev-1 RETIRED");
    }

    private static EventResult process(
            EventEnvelope event, RetirementListener listener, List<LifecycleException> failures, boolean sink) {
        List<LifecycleException> left = new ArrayList<>(failures);
        LifecycleEventProcessor.Builder builder = LifecycleEventProcessor.builder((lifecycle, deadline) -> {
                    if (!left.isEmpty()) {
                        throw left.remove(0);
                    }
                    return DONE;
                })
                .parser(Events::parse)
                .listener(listener)
                .backoff(new Backoff(Duration.ZERO, 1, Duration.ZERO, 0, 2))
                .timeSource(new TestTime());
        if (sink) {
            builder.deadLetterSink(letter -> {});
        }
        return builder.build().process(event);
    }

    private final class Recorder implements RetirementListener {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void onOutcome(EventEnvelope e, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
            heard.add(name + ": " + event.map(it -> it.deviceId().value()).orElse("nobody") + " " + outcome.kind());
        }

        @Override
        public void onRetry(EventEnvelope e, LifecycleException failure, int attempts, Duration pause) {
            heard.add(name + ": retry " + attempts + " in " + pause);
        }

        @Override
        public void onParked(DeadLetter letter) {
            heard.add(name + ": parked " + letter.kind() + " after " + letter.attempts());
        }

        @Override
        public void onFailure(EventEnvelope e, LifecycleException failure) {
            heard.add(name + ": failed " + failure.kind());
        }
    }

    private final class Watch implements RetirementListener {
        private final String name;

        Watch(String name) {
            this.name = name;
        }

        @Override
        public void onFinished(EventEnvelope e, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
            String device = event.map(it -> it.deviceId().value()).orElse("nobody");
            heard.add(name + ": " + device + " " + result.getClass().getSimpleName() + " in " + elapsed);
        }
    }

    private static final class Thrower implements RetirementListener {
        @Override
        public void onOutcome(EventEnvelope e, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
            throw new IllegalStateException("outcome");
        }

        @Override
        public void onRetry(EventEnvelope e, LifecycleException failure, int attempts, Duration pause) {
            throw new IllegalStateException("retry");
        }

        @Override
        public void onParked(DeadLetter letter) {
            throw new IllegalStateException("parked");
        }

        @Override
        public void onFailure(EventEnvelope e, LifecycleException failure) {
            throw new IllegalStateException("failure");
        }

        @Override
        public void onFinished(EventEnvelope e, Optional<LifecycleEvent> event, EventResult result, Duration elapsed) {
            throw new IllegalStateException("finished");
        }
    }
}
