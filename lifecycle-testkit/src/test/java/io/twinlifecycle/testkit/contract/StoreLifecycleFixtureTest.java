package io.twinlifecycle.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.store.TwinStore.DeleteOutcome;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import io.twinlifecycle.testkit.InMemoryTwinStore.Operation;
import io.twinlifecycle.twins.LifecycleSettings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreLifecycleFixtureTest extends LifecycleSuite {

    private final InMemoryTwinStore store = new InMemoryTwinStore(time);
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    protected LifecycleFixture newFixture(List<String> models, LifecycleSettings settings) {
        store.addModels(models);
        return LifecycleFixture.over(store, settings);
    }

    @BeforeEach
    void registers() {
        open();
        registerFirst(HUB_A, 1);
        opened().beforeNextTwinWrite(writes::incrementAndGet);
    }

    @Test
    void tellsOnceBeforeATwinIsWritten() {
        register(HUB_B, 2);
        register(HUB_A, 3);

        assertThat(writes).hasValue(1);
    }

    @Test
    void tellsNothingOfWhatARuleItselfDoes() {
        assertThat(store().delete(TWIN, stored(TWIN).etag(), deadline())).isEqualTo(DeleteOutcome.DONE);

        assertThat(writes).hasValue(0);
    }

    @Test
    void handsOnWhatTheStoreThrows() {
        store.failNext(Operation.FIND, LifecycleException.storeRefused("scripted", null));

        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> opened().factory().findOrCreate(request(DEVICE, HUB_B, MODEL, at(4), false)))
                .withMessage("scripted");
    }
}
