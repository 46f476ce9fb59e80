package io.twinlifecycle.retirement;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.IncomingEvent;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event and what the parser made of it: something, or a failure. */
record Reading(
        EventEnvelope envelope,
        @Nullable IncomingEvent event,
        @Nullable RuntimeException failure) {

    static Reading of(EventEnvelope envelope, Function<EventEnvelope, IncomingEvent> parser) {
        try {
            return new Reading(envelope, parser.apply(envelope), null);
        } catch (RuntimeException e) {
            return new Reading(envelope, null, e);
        }
    }

    /**
     * What events have in common that must be handled one after the other: the device. Hubs and spellings are left out, since the twin
     * of {@code Dev1} here may be the twin of {@code dev1} there.
     *
     * @param index tells events without a device apart
     */
    Object order(int index) {
        return event instanceof IncomingEvent.Lifecycle lifecycle
                ? lifecycle.event().deviceId().value().toLowerCase(Locale.ROOT)
                : index;
    }
}
