package io.twinlifecycle.adt;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.TwinFactoryContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;

class AdtTwinFactoryContractTest extends TwinFactoryContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return new AdtLifecycleFixture(models, settings);
    }
}
