package com.example.building;

import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.testkit.contract.TwinFactoryContract;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;

/** The library's algorithms keep their promises over our store. */
class TinkerTwinFactoryContractTest extends TwinFactoryContract {

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        return LifecycleFixture.over(new TinkerTwinStore(TinkerGraph.open(), models), settings);
    }
}
