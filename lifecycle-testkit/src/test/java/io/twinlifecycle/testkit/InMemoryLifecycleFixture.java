package io.twinlifecycle.testkit;

import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.testkit.contract.LifecycleFixture;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The library's own factory and handler over a store in memory, with something wrong if a mutation says so. */
final class InMemoryLifecycleFixture implements LifecycleFixture {

    private final InMemoryTwinStore underTest;
    private final InMemoryTwinStore backDoor;
    private final TwinStore mutated;
    private final LifecycleSettings settings;
    private final Mutation mutation;
    private final AtomicReference<Runnable> beforeWrite = new AtomicReference<>();

    InMemoryLifecycleFixture(List<String> models, LifecycleSettings settings, Mutation mutation) {
        this.settings = mutation.settings(settings);
        this.mutation = mutation;
        underTest = new InMemoryTwinStore(settings.time());
        underTest.addModels(models);
        backDoor = new InMemoryTwinStore(underTest.graph());
        mutated = mutation.store(underTest);
        underTest.beforeEach(call -> {
            if (call.operation() == Operation.PATCH || call.operation() == Operation.DELETE) {
                Runnable action = beforeWrite.getAndSet(null);
                if (action != null) {
                    action.run();
                }
            }
        });
    }

    @Override
    public TwinFactory factory() {
        return mutation.factory(mutated, settings);
    }

    @Override
    public RetirementHandler handler() {
        return mutation.handler(mutated, settings);
    }

    @Override
    public TwinStore store() {
        return backDoor;
    }

    @Override
    public void beforeNextTwinWrite(Runnable action) {
        beforeWrite.set(action);
    }
}
