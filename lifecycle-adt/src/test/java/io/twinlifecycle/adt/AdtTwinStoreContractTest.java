package io.twinlifecycle.adt;

import io.twinlifecycle.testkit.contract.TwinStoreContract;
import io.twinlifecycle.testkit.contract.TwinStoreFixture;
import java.util.List;

/** The port's rules, over the wire. */
class AdtTwinStoreContractTest extends TwinStoreContract {

    @Override
    protected TwinStoreFixture newFixture(List<String> models) {
        return new LocalAdtFixture(models);
    }
}
