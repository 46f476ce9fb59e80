package io.twinlifecycle.adt;

import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.provisioning.TwinRequest;
import io.twinlifecycle.provisioning.TwinResult;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;

/**
 * Finds or creates the twins of registering devices in Azure Digital Twins.
 *
 * <pre>{@code
 * LifecycleSettings settings = LifecycleSettings.defaults();
 * TwinFactory factory = AdtTwinFactory.of(AdtClients.fromEnvironment(), settings);
 * }</pre>
 *
 * <p>It is {@link TwinProvisioner} over {@link AdtTwinStore}; both say what it does and how it fails. Immutable and safe for use by many
 * threads. Make one and keep it: it remembers what models declare.
 */
public final class AdtTwinFactory implements TwinFactory {

    private final TwinProvisioner provisioner;

    private AdtTwinFactory(TwinProvisioner provisioner) {
        this.provisioner = provisioner;
    }

    /**
     * A factory over that client.
     *
     * @param settings the same as those of the fleet's {@link AdtRetirementHandler}
     */
    public static AdtTwinFactory of(DigitalTwinsAsyncClient client, LifecycleSettings settings) {
        return over(new AdtTwinStore(client, settings.time()), settings);
    }

    /** A factory over that store, for a process that has a retirement handler too and lets both remember the same models. */
    public static AdtTwinFactory over(AdtTwinStore store, LifecycleSettings settings) {
        return new AdtTwinFactory(new TwinProvisioner(store, settings));
    }

    @Override
    public TwinResult findOrCreate(TwinRequest request) {
        return provisioner.findOrCreate(request);
    }
}
