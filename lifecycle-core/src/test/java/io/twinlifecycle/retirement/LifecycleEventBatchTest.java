package io.twinlifecycle.retirement;

import static io.twinlifecycle.retirement.Events.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.events.LifecycleEvent;
import io.twinlifecycle.retirement.EventResult.Failed;
import io.twinlifecycle.retirement.EventResult.Handled;
import io.twinlifecycle.retirement.EventResult.Parked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifecycleEventBatchTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopPool() {
        Thread.interrupted();
        pool.shutdownNow();
    }

    @Test
    void answersByIndex() {
        List<EventResult> results = unit(this::record, pool, 4)
                .processAll(List.of(Events.malformed(), Events.deletion("a"), Events.telemetry()));

        assertThat(results)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Parked.class),
                        second -> assertThat(second).isEqualTo(new Handled(DONE)),
                        third -> assertThat(third).isEqualTo(new Handled(RetirementOutcome.ignored("telemetry"))));
    }

    @Test
    void takesAnEmptyBatch() {
        assertThat(unit(this::record, pool, 4).processAll(List.of())).isEmpty();
    }

    @Test
    void keepsTheOrderOfOneDeviceWhateverItsSpelling() {
        List<EventEnvelope> batch = IntStream.range(0, 300)
                .mapToObj(i -> Events.deletion((i % 2 == 0 ? "dev-" : "DEV-") + i % 3, i))
                .toList();

        unit(this::record, pool, 8).processAll(batch);

        for (int device = 0; device < 3; device++) {
            int id = device;
            assertThat(handled.stream().filter(it -> it.toLowerCase(Locale.ROOT).startsWith("dev-" + id)))
                    .as("events of dev-%s", id)
                    .containsExactlyElementsOf(IntStream.range(0, 300)
                            .filter(i -> i % 3 == id)
                            .mapToObj(i -> (i % 2 == 0 ? "dev-" : "DEV-") + id + " hub/0@" + i)
                            .toList());
        }
    }

    @Test
    void handlesDifferentDevicesSideBySide() {
        CyclicBarrier together = new CyclicBarrier(3);
        LifecycleEventProcessor unit = unit(event -> meet(together), pool, 3);

        assertThat(unit.processAll(List.of(Events.deletion("a"), Events.deletion("b"), Events.deletion("c"))))
                .as("each waits for the two others")
                .containsOnly(new Handled(DONE));
    }

    @Test
    void staysWithinTheLimit() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pairs = new CyclicBarrier(2);
        LifecycleEventProcessor unit = unit(
                event -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    meet(pairs); // two are needed to go on, so a third would have every chance to come in
                    running.decrementAndGet();
                },
                pool,
                2);

        unit.processAll(devices(40));

        assertThat(most).hasValue(2);
    }

    @Test
    void goesOnAfterAFailure() {
        LifecycleEventProcessor unit = LifecycleEventProcessor.builder((event, deadline) -> {
                    record(event);
                    if (event.correlationId().orElseThrow().equals("hub/0@1")) {
                        throw LifecycleException.storeRefused("no", null);
                    }
                    return DONE;
                })
                .parser(Events::parse)
                .build();

        List<EventResult> results =
                unit.processAll(List.of(Events.deletion("a", 1), Events.deletion("b", 2), Events.deletion("a", 3)));

        assertThat(results).extracting(EventResult::isSafe).containsExactly(false, true, true);
        assertThat(handled).containsExactly("a hub/0@1", "a hub/0@3", "b hub/0@2");
    }

    @Test
    void doesTheWorkItselfWhenTheExecutorRejectsIt() {
        Executor rejecting = task -> {
            throw new RejectedExecutionException("full");
        };

        assertThat(unit(this::record, rejecting, 4).processAll(devices(10))).containsOnly(new Handled(DONE));
        assertThat(handled).hasSize(10);
    }

    @Test
    void doesTheWorkItselfWhenTheExecutorNeverBegins() {
        assertThat(unit(this::record, task -> {}, 4).processAll(devices(10))).containsOnly(new Handled(DONE));
    }

    @Test
    void doesNotDeadlockOnTheOnlyThreadOfItsExecutor() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            LifecycleEventProcessor unit = unit(this::record, single, 4);

            assertThat(single.submit(() -> unit.processAll(devices(10))).get(20, TimeUnit.SECONDS))
                    .containsOnly(new Handled(DONE));
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void doesNotDeadlockWhenTheExecutorIsTheCaller() {
        assertThat(unit(this::record, Runnable::run, 4).processAll(devices(10))).containsOnly(new Handled(DONE));
    }

    @Test
    void throwsAnErrorOfAnotherThreadAtTheCaller() {
        CyclicBarrier together = new CyclicBarrier(2);
        LifecycleEventProcessor unit = unit(
                event -> {
                    meet(together);
                    if (event.deviceId().value().equals("b")) {
                        throw new OutOfMemoryError("test");
                    }
                },
                pool,
                2);

        assertThatThrownBy(() -> unit.processAll(List.of(Events.deletion("a"), Events.deletion("b"))))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void failsWhatIsNotFinishedWhenTheCallerIsInterrupted() throws Exception {
        CountDownLatch helperIsIn = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        LifecycleEventProcessor unit = unit(
                event -> {
                    if (Thread.currentThread() == caller.getNow(null)) {
                        await(helperIsIn);
                    } else {
                        helperIsIn.countDown();
                        await(release);
                    }
                },
                pool,
                2);
        CompletableFuture<List<EventResult>> results = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            caller.complete(Thread.currentThread());
            List<EventResult> all = unit.processAll(devices(2));
            results.complete(Thread.currentThread().isInterrupted() ? all : List.of());
        });
        thread.start();
        await(helperIsIn);
        thread.interrupt();

        assertThat(results.get(20, TimeUnit.SECONDS))
                .as("the flag is kept, and nothing that may be unfinished is called handled")
                .hasSize(2)
                .anySatisfy(result -> assertThat(result).isInstanceOf(Failed.class));
        release.countDown();
        thread.join(20_000);
    }

    private static LifecycleEventProcessor unit(Consumer<LifecycleEvent> handler, Executor executor, int limit) {
        return LifecycleEventProcessor.builder((event, deadline) -> {
                    handler.accept(event);
                    return DONE;
                })
                .parser(Events::parse)
                .deadLetterSink(letter -> {})
                .concurrency(executor, limit)
                .build();
    }

    private void record(LifecycleEvent event) {
        handled.add(event.deviceId() + " " + event.correlationId().orElseThrow());
    }

    private static List<EventEnvelope> devices(int count) {
        List<EventEnvelope> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Events.deletion("dev-" + i));
        }
        return events;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LifecycleException.interrupted(e);
        }
    }
}
