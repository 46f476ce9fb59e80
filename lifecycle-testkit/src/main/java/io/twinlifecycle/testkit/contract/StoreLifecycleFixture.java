package io.twinlifecycle.testkit.contract;

import io.twinlifecycle.provisioning.TwinFactory;
import io.twinlifecycle.retirement.RetirementHandler;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.twins.LifecycleSettings;
import io.twinlifecycle.twins.TwinProvisioner;
import io.twinlifecycle.twins.TwinRetirer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The library's own factory and handler over any store, which they reach through a proxy that knows when a twin is about to be written. */
final class StoreLifecycleFixture implements LifecycleFixture {

    private static final Set<String> TWIN_WRITES = Set.of("patch", "delete");

    private final TwinStore store;
    private final TwinFactory factory;
    private final RetirementHandler handler;
    private final AtomicReference<@Nullable Runnable> beforeWrite = new AtomicReference<>();

    StoreLifecycleFixture(TwinStore store, LifecycleSettings settings) {
        this.store = store;
        TwinStore watched = (TwinStore) Proxy.newProxyInstance(
                TwinStore.class.getClassLoader(),
                new Class<?>[] {TwinStore.class},
                (proxy, method, arguments) -> call(method, arguments));
        factory = new TwinProvisioner(watched, settings);
        handler = new TwinRetirer(watched, settings);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (TWIN_WRITES.contains(method.getName())) {
            Runnable action = beforeWrite.getAndSet(null);
            if (action != null) {
                action.run();
            }
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public TwinFactory factory() {
        return factory;
    }

    @Override
    public RetirementHandler handler() {
        return handler;
    }

    @Override
    public TwinStore store() {
        return store;
    }

    @Override
    public void beforeNextTwinWrite(Runnable action) {
        beforeWrite.set(action);
    }
}
