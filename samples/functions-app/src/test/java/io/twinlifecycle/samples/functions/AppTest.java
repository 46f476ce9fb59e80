package io.twinlifecycle.samples.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.azure.digitaltwins.core.DigitalTwinsClientBuilder;
import io.twinlifecycle.testkit.RecordingDeadLetterSink;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalCloudExtension.class)
class AppTest {

    @Test
    void makesOneClientForBothFunctionsHoweverManyAskAtOnce(LocalCloud cloud) throws Exception {
        AtomicInteger clients = new AtomicInteger();
        App app = new App(
                Map.of(),
                () -> {
                    clients.incrementAndGet();
                    return cloud.configure(new DigitalTwinsClientBuilder()).buildAsyncClient();
                },
                RecordingDeadLetterSink::new);
        int callers = 8;
        CyclicBarrier together = new CyclicBarrier(callers);
        Set<Object> facades = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Callable<Boolean>> calls = IntStream.range(0, callers)
                .<Callable<Boolean>>mapToObj(caller -> () -> {
                    together.await(30, TimeUnit.SECONDS);
                    return facades.add(caller % 2 == 0 ? app.webhook() : app.events());
                })
                .toList();
        try {
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                call.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(facades).as("one webhook and one processor").hasSize(2);
        assertThat(clients).hasValue(1);
    }

    @Test
    void isTheSameForEveryCallOfTheHost() {
        assertThat(App.shared()).isSameAs(App.shared());
        assertThat(new DpsAdtAllocationFunc()).as("needs no settings yet").isNotNull();
        assertThat(new DeleteDeviceInTwinFunc()).isNotNull();
    }

    @Test
    void asksForEventHubsOnlyWhenAnEventComes() {
        App app = new App(
                Map.of(),
                () -> {
                    throw new IllegalStateException("asked for the client");
                },
                () -> {
                    throw new AssertionError("the webhook needs no dead-letter hub");
                });

        assertThatIllegalStateException().isThrownBy(app::webhook).withMessage("asked for the client");
    }

    @Test
    void aLazyValueThatCouldNotBeMadeIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        Lazy<Integer> lazy = new Lazy<>(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return tries.get();
        });

        assertThatIllegalStateException().isThrownBy(lazy::get);
        assertThat(lazy.get()).isEqualTo(2);
        assertThat(lazy.get()).isEqualTo(2);
    }
}
