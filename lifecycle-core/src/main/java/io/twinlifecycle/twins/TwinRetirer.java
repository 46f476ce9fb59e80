package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.store.TwinStore;
import java.util.Objects;

/**
 * Keeps twins in step with the lifecycle events of their devices, over any store.
 *
 * <p>A <b>creation event</b> is noted in the twin's life map. If there is no twin, one is made, provided that a registry says that the
 * device is there, or the events of one hub are known to arrive in order: otherwise a late creation event would make a ghost. A registry
 * is asked again afterwards, for the device may be gone by then. It is also asked before an event is noted of a hub of which the twin
 * knows nothing, for the twin may have been made anew and the event be one of an earlier life.
 *
 * <p>A <b>deletion event</b> is weighed against the life map.
 *
 * <ol>
 *   <li>The twin is found by the tag {@code dtId} of the event's body, else by the id mapping. None: done. One that names another device,
 *       or none and is of another kind: left alone.
 *   <li>If something later is known of that hub, the event is late or repeated: the twin is kept. If the device lives on another hub, the
 *       deletion is noted under the twin's version, and the twin kept. So it is if a registry is configured and has the device.
 *   <li>Otherwise the twin is deleted under its version. Only if the store says that it has relationships are they listed and removed, page
 *       by page, until the store lets the twin go: a twin without relationships costs two calls.
 *   <li>If the twin was changed meanwhile, it is read and weighed again. If the device turns out to live, the relationships that were
 *       removed are put back.
 * </ol>
 *
 * <p>What was removed is remembered in memory, also for the next attempt at the event if it comes to the same handler soon. A process that
 * dies between the removal of relationships and the twin's deletion forgets it: if the device then returns, it keeps its twin, without
 * those relationships.
 *
 * <p>A model that keeps no life map leaves only the {@linkplain LifecycleSettings#registry() registry} to ask, and without one the
 * article's behaviour: every deletion event retires the twin. Immutable and safe for use by many threads.
 */
public final class TwinRetirer implements RetirementHandler {

    private final CreationStep creation;
    private final DeletionStep deletion;

    /** A handler over that store. */
    public TwinRetirer(TwinStore store, LifecycleSettings settings) {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(settings, "settings");
        Models models = new Models(store);
        this.deletion = new DeletionStep(store, models, settings);
        this.creation = new CreationStep(store, models, settings, deletion);
    }

    @Override
    public RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        return switch (event.kind()) {
            case CREATED -> creation.handle(event, deadline);
            case DELETED -> deletion.handle(event, deadline);
        };
    }
}
