package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.twins.LifecycleSettings;

/** A factory and a handler under test that share one twin store. Each rule gets a fresh one and closes it. */
public interface LifecycleFixture extends AutoCloseable {

    /**
     * The library's own factory and handler over a store of yours, for those who write a {@link TwinStore}: with it, {@link
     * TwinFactoryContract} and {@link RetirementHandlerContract} show that the algorithms keep their promises on that store.
     *
     * @param store holds the models and nothing else; it stays the caller's
     * @param settings as the rule gives them
     */
    static LifecycleFixture over(TwinStore store, LifecycleSettings settings) {
        return new StoreLifecycleFixture(store, settings);
    }

    /** The factory under test. */
    TwinFactory factory();

    /** The handler under test. */
    RetirementHandler handler();

    /** A way of its own to the same store, to arrange twins and to look at them. What is done through it triggers no callback. */
    TwinStore store();

    /** Runs something once, right before the next change or deletion of a twin by factory or handler reaches the store. */
    void beforeNextTwinWrite(Runnable action);

    /** Frees what the fixture holds. Does nothing unless overridden. */
    @Override
    default void close() {}
}
