package io.twinlifecycle.testkit.internal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.testkit.mqtt.MqttControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepsTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Boolean> reading = new ArrayList<>();
    private final Steps unit = new Steps(threads::add, timer, new MqttControl(), reading::add);
    private final List<Integer> done = new ArrayList<>();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void doesStepsInOrderAlsoAfterOneThatFails() {
        unit.add(() -> done.add(1));
        unit.add(() -> {
            throw new IllegalStateException("scripted");
        });
        unit.add(() -> done.add(2));
        assertThat(threads).as("one thread for one client").hasSize(1);
        assertThat(unit.isIdle()).isFalse();
        threads.remove().run();
        assertThat(done).containsExactly(1, 2);
        assertThat(unit.isIdle()).isTrue();
    }

    @Test
    void readsNoMoreWhileThereIsMuchToDo() {
        for (int i = 0; i < 500; i++) {
            unit.add(() -> done.add(0));
        }
        assertThat(reading).containsExactly(false);
        threads.remove().run();
        assertThat(reading).as("still much").containsExactly(false);
        assertThat(done).as("others have their turn").hasSizeLessThan(500);
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
        assertThat(reading).containsExactly(false, true);
        assertThat(done).hasSize(500);
    }
}
