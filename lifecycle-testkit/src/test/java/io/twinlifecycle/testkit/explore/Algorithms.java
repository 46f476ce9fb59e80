package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The algorithms under test, over the ports that they are given.
 *
 * @param factory makes the factory
 * @param handler makes the handler
 * @param parser reads events
 * @param forgetful whether a round that came to nothing leaves no trace and times are only compared, so that worlds that differ in
 *     nothing else are alike; that rounds leave no trace is checked on the way
 * @param parsed the events that were read so far
 */
record Algorithms(
        Function<Ports, TwinFactory> factory,
        Function<Ports, RetirementHandler> handler,
        Function<EventEnvelope, IncomingEvent> parser,
        boolean forgetful,
        Map<String, IncomingEvent> parsed) {

    Algorithms(
            Function<Ports, TwinFactory> factory,
            Function<Ports, RetirementHandler> handler,
            Function<EventEnvelope, IncomingEvent> parser,
            boolean forgetful) {
        this(factory, handler, parser, forgetful, new ConcurrentHashMap<>());
    }

    /** What the parser makes of an event, worded as IoT Hub words it. */
    IncomingEvent read(Shared.Event event) {
        return parsed.computeIfAbsent(event.toString(), unknown -> parser.apply(envelope(event)));
    }

    private static EventEnvelope envelope(Shared.Event event) {
        LifecycleEvents words = event.creation() ? LifecycleEvents.deviceCreated() : LifecycleEvents.deviceDeleted();
        LifecycleEvents about = words.withHub(event.hub().value())
                .withDeviceId(event.device())
                .withModelTag(Ports.MODEL.value())
                .withTime(Program.at(event.time()).toString());
        return (event.module() ? about.withModuleId("module-1") : about).envelope();
    }
}
