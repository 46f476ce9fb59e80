package io.twinlifecycle.twins;

import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.store.StoredTwin;
import java.util.Optional;

/**
 * A last word before a twin is retired, for twins that must never go by themselves.
 *
 * <p>Implementations are safe for use by many threads. They are asked again when an event is handled again.
 */
@FunctionalInterface
public interface RetirementVeto {

    /** A few words why this twin must stay; empty to let it go. */
    Optional<String> objection(StoredTwin twin, LifecycleEvent event);

    /** The veto that never objects. */
    static RetirementVeto none() {
        return (twin, event) -> Optional.empty();
    }

    /** Objects if this one or the other does. */
    default RetirementVeto or(RetirementVeto other) {
        return (twin, event) -> objection(twin, event).or(() -> other.objection(twin, event));
    }
}
