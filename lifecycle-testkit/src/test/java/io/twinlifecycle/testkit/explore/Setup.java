package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.twins.LifecycleSettings;
import java.time.Duration;

/** How the library is set up. */
enum Setup {
    /** Creation events routed, a registry. */
    RECOMMENDED(true, false, true),
    /** Creation events routed, no registry, events of one hub in order. */
    IN_ORDER_WITHOUT_REGISTRY(true, true, false),
    /** Deletion events only, a registry. */
    DELETIONS_ONLY(false, false, true),
    /** Deletion events only, no registry. */
    BARE(false, false, false);

    private final boolean creationsRouted;
    private final boolean inOrder;
    private final boolean registry;

    Setup(boolean creationsRouted, boolean inOrder, boolean registry) {
        this.creationsRouted = creationsRouted;
        this.inOrder = inOrder;
        this.registry = registry;
    }

    boolean creationsRouted() {
        return creationsRouted;
    }

    boolean inOrder() {
        return inOrder;
    }

    /** Settings for one run; the explorer's clocks are perfect. */
    LifecycleSettings settings(Ports ports, int maxRounds) {
        LifecycleSettings.Builder builder = LifecycleSettings.builder()
                .creationEventsRouted(creationsRouted)
                .eventsInOrder(inOrder)
                .clockSkew(Duration.ZERO)
                .maxRounds(maxRounds)
                .time(new VirtualTime());
        return (registry ? builder.registry(ports) : builder).build();
    }
}
