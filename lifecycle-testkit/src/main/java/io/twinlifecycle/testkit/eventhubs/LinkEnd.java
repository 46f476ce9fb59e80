package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import java.util.Optional;
import org.apache.qpid.proton.engine.Delivery;
import org.jspecify.annotations.Nullable;

/** The server's end of a link. */
interface LinkEnd {

    /** Something arrived, or the client said what became of something that was sent. */
    void delivery(Delivery delivery);

    /**
     * Sends what there is to send.
     *
     * @return when to be called again though nothing happens, in milliseconds; 0 for as soon as may be, negative for no need
     * @throws Refusal if the link is at its end
     */
    default long pump() {
        return -1;
    }

    /** The hub it belongs to; null if it is a node of the service itself. */
    default @Nullable String hub() {
        return null;
    }

    /** What it needs for as long as it is open; empty if anybody may have it. */
    default Optional<Access> access() {
        return Optional.empty();
    }

    /** The link is gone. */
    default void gone() {}
}
