package io.twinlifecycle.testkit;

import io.twinlifecycle.testkit.contract.TwinStoreContract;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.List;

class InMemoryTwinStoreContractTest extends TwinStoreContract {

    @Override
    protected TwinStoreFixture newFixture(List<String> models) {
        InMemoryTwinStore store = new InMemoryTwinStore(new VirtualTime());
        store.addModels(models);
        return new GraphFixture(store, store);
    }
}
