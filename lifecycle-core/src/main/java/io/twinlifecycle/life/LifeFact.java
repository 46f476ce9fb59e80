package io.twinlifecycle.life;

import java.time.Instant;
import java.util.Objects;

/**
 * The latest that is known of a device in one hub.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param state what is known
 * @param time since when: by the service's clock if the device was assigned, by the hub's clock otherwise
 */
public record LifeFact(State state, Instant time) {

    /** What can be known. The order is that of preference between facts of the same time: the device is rather kept than lost. */
    public enum State {
        /** A deletion event said that the hub no longer has it. */
        DELETED("deleted"),
        /** A registration was answered with this hub; no event has confirmed it. */
        ASSIGNED("assigned"),
        /** A creation event said that the hub has it. */
        CREATED("created");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** The word that stands for it in a stored life map. */
        public String text() {
            return text;
        }
    }

    /** Checks that both are there. */
    public LifeFact {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(time, "time");
    }

    /** Says whether the hub has the device, as far as is known. */
    public boolean isAlive() {
        return state != State.DELETED;
    }

    /** The later of two facts. Of two at the same time, the one that rather keeps the device. */
    public LifeFact latest(LifeFact other) {
        int byTime = time.compareTo(other.time);
        if (byTime != 0) {
            return byTime > 0 ? this : other;
        }
        return state.compareTo(other.state) >= 0 ? this : other;
    }
}
