package io.twinlifecycle.testkit;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.TwinFactoryContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;

class TwinFactoryContractTest extends TwinFactoryContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return new InMemoryLifecycleFixture(models, settings, Mutation.NONE);
    }
}
