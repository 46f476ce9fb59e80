package io.twinlifecycle.adt;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.RetirementHandlerContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;

class AdtRetirementHandlerContractTest extends RetirementHandlerContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return new AdtLifecycleFixture(models, settings);
    }
}
