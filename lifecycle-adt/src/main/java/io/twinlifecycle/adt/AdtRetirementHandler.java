package io.twinlifecycle.adt;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import io.twinlifecycle.Deadline;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.retirement.RetirementOutcome;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinRetirer;

/**
 * Retires the twins of deleted devices in Azure Digital Twins.
 *
 * <p>It is {@link TwinRetirer} over {@link AdtTwinStore}; both say what it does and how it fails. Immutable and safe for use by many
 * threads. Make one and keep it: it remembers what models declare.
 *
 * <p>The service allows ten changes a second to one twin and its relationships (service limits of Azure Digital Twins), so retiring a twin
 * with a thousand relationships takes minutes. An event whose deadline comes first fails retryably, and the next attempt goes on from
 * there.
 */
public final class AdtRetirementHandler implements RetirementHandler {

    private final TwinRetirer retirer;

    private AdtRetirementHandler(TwinRetirer retirer) {
        this.retirer = retirer;
    }

    /**
     * A handler over that client.
     *
     * @param settings the same as those of the fleet's {@link AdtTwinFactory}
     */
    public static AdtRetirementHandler of(DigitalTwinsAsyncClient client, LifecycleSettings settings) {
        return over(new AdtTwinStore(client, settings.time()), settings);
    }

    /** A handler over that store, for a process that has a twin factory too and lets both remember the same models. */
    public static AdtRetirementHandler over(AdtTwinStore store, LifecycleSettings settings) {
        return new AdtRetirementHandler(new TwinRetirer(store, settings));
    }

    @Override
    public RetirementOutcome handle(LifecycleEvent event, Deadline deadline) {
        return retirer.handle(event, deadline);
    }
}
