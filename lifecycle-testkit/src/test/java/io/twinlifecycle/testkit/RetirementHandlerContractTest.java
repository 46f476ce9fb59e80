package io.twinlifecycle.testkit;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.RetirementHandlerContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;

class RetirementHandlerContractTest extends RetirementHandlerContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return new InMemoryLifecycleFixture(models, settings, Mutation.NONE);
    }
}
