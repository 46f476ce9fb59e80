package io.twinlifecycle.events;

import java.util.Objects;

/** What an {@linkplain EventEnvelope envelope} turned out to hold: a device's creation or deletion, or something that is not our business. */
public sealed interface IncomingEvent {

    /**
     * A device was created or deleted.
     *
     * @param event what happened
     */
    record Lifecycle(LifecycleEvent event) implements IncomingEvent {
        /** Checks that it is there. */
        public Lifecycle {
            Objects.requireNonNull(event, "event");
        }
    }

    /**
     * Something else, which no twin's life depends on.
     *
     * @param kind what it is
     * @param why a few words for the log
     */
    record Other(Kind kind, String why) implements IncomingEvent {

        /** What else IoT Hub routes. */
        public enum Kind {
            /** A module of a device was created or deleted. */
            MODULE,
            /** A device twin was updated or replaced. */
            TWIN_CHANGE,
            /** A device connected or disconnected. */
            CONNECTION_STATE,
            /** Anything else, such as telemetry. */
            UNKNOWN
        }

        /** Checks that both are there. */
        public Other {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(why, "why");
        }
    }
}
