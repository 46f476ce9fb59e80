package io.twinlifecycle.retirement;

import io.twinlifecycle.DeviceId;
import io.twinlifecycle.HubName;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.TestTime;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.events.LifecycleEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Events for tests of what happens around the parser, and a parser that reads them. */
final class Events {

    static final RetirementOutcome DONE = RetirementOutcome.of(RetirementOutcome.Kind.RETIRED, new TwinId("t"), "gone");

    private Events() {}

    static EventEnvelope deletion(String device) {
        return envelope(Map.of("device", device), "hub/0@" + device);
    }

    static EventEnvelope deletion(String device, int sequence) {
        return envelope(Map.of("device", device), "hub/0@" + sequence);
    }

    static EventEnvelope telemetry() {
        return envelope(Map.of(), "hub/0@telemetry");
    }

    static EventEnvelope malformed() {
        return envelope(Map.of("malformed", true), "hub/0@malformed");
    }

    static IncomingEvent parse(EventEnvelope envelope) {
        if (envelope.properties().containsKey("malformed")) {
            throw LifecycleException.malformedEvent("no device");
        }
        Object device = envelope.properties().get("device");
        if (device == null) {
            return new IncomingEvent.Other(IncomingEvent.Other.Kind.UNKNOWN, "telemetry");
        }
        return new IncomingEvent.Lifecycle(new LifecycleEvent(
                LifecycleEvent.Kind.DELETED,
                new HubName("contoso-hub"),
                new DeviceId((String) device),
                TestTime.START,
                Optional.empty(),
                Optional.empty(),
                Optional.of(envelope.source())));
    }

    private static EventEnvelope envelope(Map<String, Object> properties, String source) {
        return new EventEnvelope(properties, Map.of(), "secret".getBytes(StandardCharsets.UTF_8), source);
    }
}
