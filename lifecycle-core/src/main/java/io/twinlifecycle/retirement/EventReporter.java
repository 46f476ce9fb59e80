package io.twinlifecycle.retirement;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Makes results, and tells the log and the listener of them. What is in an event, other than whose life it is about, stays out of the log. */
record EventReporter(GuardedListener listener) {

    private static final Logger log = LoggerFactory.getLogger(LifecycleEventProcessor.class);

    EventResult handled(Reading reading, Optional<LifecycleEvent> event, RetirementOutcome outcome) {
        // What is not our business may come by the thousand.
        LoggingEventBuilder line = event.isPresent() ? log.atInfo() : log.atDebug();
        about(line, reading)
                .addKeyValue("outcome", outcome.kind())
                .addKeyValue("relationshipsDeleted", outcome.relationshipsDeleted())
                .log("event handled: {}", outcome.why());
        listener.onOutcome(reading.envelope(), event, outcome);
        return new EventResult.Handled(outcome);
    }

    void retrying(Reading reading, LifecycleException failure, int attempts, Duration pause) {
        about(log.atInfo(), reading)
                .addKeyValue("failure", failure.kind())
                .addKeyValue("attempts", attempts)
                .addKeyValue("pauseMillis", pause.toMillis())
                .log("event not handled yet, trying again: {}", failure.getMessage());
        listener.onRetry(reading.envelope(), failure, attempts, pause);
    }

    EventResult parked(Reading reading, DeadLetter letter, RuntimeException failure) {
        LoggingEventBuilder line = about(log.atWarn(), reading)
                .addKeyValue("failure", letter.kind())
                .addKeyValue("attempts", letter.attempts());
        if (!(failure instanceof LifecycleException)) {
            line = line.setCause(failure);
        }
        line.log("event parked in the dead-letter sink: {}", letter.why());
        listener.onParked(letter);
        return new EventResult.Parked(letter);
    }

    void notParked(EventEnvelope envelope, RuntimeException failure) {
        log.atError()
                .addKeyValue("source", envelope.source())
                .setCause(failure)
                .log("the dead-letter sink failed; the event must be delivered again");
    }

    EventResult failed(Reading reading, LifecycleException failure) {
        about(log.atWarn(), reading)
                .addKeyValue("failure", failure.kind())
                .log("event neither handled nor parked, it must be delivered again: {}", failure.getMessage());
        listener.onFailure(reading.envelope(), failure);
        return new EventResult.Failed(failure);
    }

    EventResult finished(Reading reading, EventResult result, Duration elapsed) {
        Optional<LifecycleEvent> event = reading.event() instanceof IncomingEvent.Lifecycle lifecycle
                ? Optional.of(lifecycle.event())
                : Optional.empty();
        listener.onFinished(reading.envelope(), event, result, elapsed);
        return result;
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, Reading reading) {
        LoggingEventBuilder about =
                line.addKeyValue("source", reading.envelope().source());
        if (reading.event() instanceof IncomingEvent.Lifecycle lifecycle) {
            LifecycleEvent event = lifecycle.event();
            return about.addKeyValue("event", event.kind())
                    .addKeyValue("hub", event.hub())
                    .addKeyValue("deviceId", event.deviceId());
        }
        return about;
    }
}
