package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.CheckpointStore;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import java.time.Duration;

class InMemoryCheckpointStoreTest extends CheckpointStoreContract {

    private final TestTime time = new TestTime();

    @Override
    CheckpointStore store() {
        return new InMemoryCheckpointStore(time);
    }

    @Override
    void passTime(Duration by) {
        time.sleep(by);
    }
}
