package io.twinlifecycle.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlifecycle.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads at once, each with devices of its own. */
class CrowdTest {

    private static final int THREADS = 8;
    private static final int STEPS = 200;

    private final Fleet fleet = new Fleet("hub-a", "hub-b", "hub-c");

    @Test
    void keepsTheWorldAndItsTwinsInOrder() throws Exception {
        fleet.choice = device -> Optional.of(device.value().hashCode() % 2 == 0 ? "hub-a" : "hub-b");
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Boolean>> crowd = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            crowd.add(() -> {
                start.await(10, TimeUnit.SECONDS);
                live(number);
                return true;
            });
        }
        try {
            for (Future<Boolean> each : threads.invokeAll(crowd, 60, TimeUnit.SECONDS)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        fleet.world.events().deliverDue();

        List<DeviceId> all = IntStream.range(0, THREADS)
                .boxed()
                .flatMap(number -> IntStream.range(0, 5).mapToObj(i -> device(number, i)))
                .toList();
        assertThat(fleet.wrongs(all, device -> false)).isEmpty();
        assertThat(fleet.world.hubs().stream()
                        .flatMap(hub -> hub.devices().stream())
                        .map(DeviceIdentity::generationId))
                .doesNotHaveDuplicates();
        assertThat(fleet.events.stream().map(event -> event.systemProperties().get("correlation-id")))
                .as("each event once")
                .doesNotHaveDuplicates();
    }

    private void live(int number) {
        Random random = new Random(number);
        for (int i = 0; i < STEPS; i++) {
            fleet.time.advance(Duration.ofSeconds(3));
            DeviceId device = device(number, random.nextInt(5));
            if (random.nextInt(3) > 0) {
                fleet.register(device);
            } else {
                fleet.world.hubs().forEach(hub -> hub.delete(device));
            }
        }
    }

    private static DeviceId device(int thread, int i) {
        return new DeviceId("device-" + thread + "-" + i);
    }
}
