package io.twinlifecycle.policy;

import io.twinlifecycle.HubName;
import java.util.Optional;

/**
 * Tells how full the hubs are, for {@link AllocationPolicies#leastLoaded(HubGauge)}.
 *
 * <p>It is asked once for each linked hub of each registration, inside the time budget of the webhook: answer from memory and refresh
 * the figures elsewhere. Implementations are safe for use by many threads. One that throws makes the policy abstain.
 */
@FunctionalInterface
public interface HubGauge {

    /** The latest figures of a hub; empty if they are not known. */
    Optional<HubLoad> read(HubName hub);
}
