package io.twinlifecycle.testkit;

import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;

/** One thing that factory and handler get wrong: nothing, unless a method is overridden. */
interface Mutation {

    Mutation NONE = new Mutation() {};

    default LifecycleSettings settings(LifecycleSettings settings) {
        return settings;
    }

    default TwinStore store(InMemoryTwinStore right) {
        return right;
    }

    default TwinFactory factory(TwinStore store, LifecycleSettings settings) {
        return new TwinProvisioner(store, settings);
    }

    default RetirementHandler handler(TwinStore store, LifecycleSettings settings) {
        return new TwinRetirer(store, settings);
    }
}
