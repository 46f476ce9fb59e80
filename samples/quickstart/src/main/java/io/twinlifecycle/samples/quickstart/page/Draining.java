package io.twinlifecycle.samples.quickstart.page;

import io.twinlifecycle.HubName;
import java.util.Set;

/** The hubs that devices leave when they register next. Safe for use by many threads. */
public interface Draining {

    /** The hubs that are drained now. */
    Set<HubName> drained();

    /** Starts or ends the draining of a hub, and says whether that changed anything. */
    boolean drain(HubName hub, boolean drain);
}
