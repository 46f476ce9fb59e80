package com.example.building;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.RetirementHandlerContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;

/** The library's algorithms keep their promises over our store. */
class TinkerRetirementHandlerContractTest extends RetirementHandlerContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return LifecycleFixture.over(new TinkerTwinStore(TinkerGraph.open(), models), settings);
    }
}
