package io.twinlifecycle.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.models.Checkpoint;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.SampleModels;
import io.twinlifecycle.testkit.cloud.LocalCloud;
import io.twinlifecycle.testkit.cloud.LocalCloudBuilder;
import io.twinlifecycle.testkit.cloud.LocalCloudExtension;
import io.twinlifecycle.testkit.eventhubs.InMemoryCheckpointStore;
import io.twinlifecycle.testkit.fixtures.AllocationRequests;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The service is stopped amid its work, as a deployment does. */
class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int DEVICES = 100;

    @RegisterExtension
    final LocalCloudExtension clouds = new LocalCloudExtension(cloud -> cloud.eventHub(LocalService.DEAD_LETTERS, 1));

    private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore(TimeSource.system());
    private final ExecutorService callers = Executors.newFixedThreadPool(8);
    private LocalCloud cloud;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start(LocalCloud started) {
        cloud = started;
        service = run();
    }

    @AfterEach
    void stop() {
        service.close();
        callers.shutdownNow();
    }

    @Test
    void finishesItsBatchAndTheNextInstanceDoesTheRest() {
        IntStream.range(0, DEVICES).forEach(i -> register("dev-" + i));
        cloud.adt()
                .faults()
                .latency(Duration.ofMillis(150)); // so that it lasts longer than the shutdown takes to get there
        String later = Instant.now().plusSeconds(60).toString();
        IntStream.range(0, DEVICES).forEach(i -> delete("dev-" + i, later));
        await().atMost(LONG).until(() -> twins() < DEVICES - 10);

        service.close();
        int left = twins();
        assertThat(left).as("stopped amid its work").isPositive();
        assertThat(checkpointed())
                .as("all that was done is checkpointed, and no more")
                .isEqualTo(DEVICES - left);

        cloud.weather().clear();
        service = run();
        await().atMost(LONG).until(() -> twins() == 0);
        assertThat(cloud.eventHubs().events(LocalService.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void answersEveryRequestThatItTook() throws Exception {
        URI webhook = LocalService.webhook(service);
        cloud.adt().faults().latency(Duration.ofMillis(300));
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] body = request("dev-" + i);
            answers.add(callers.submit(() -> Http.post(webhook, body).statusCode()));
        }
        await().pollInterval(Duration.ofMillis(5)).atMost(LONG).until(() -> active() == 8);

        service.close();
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        assertThat(refused(webhook)).as("and takes no more").isTrue();
    }

    private ConfigurableApplicationContext run() {
        return LocalService.run(
                cloud,
                checkpoints,
                "--server.port=0",
                "--management.server.port=0",
                "--twin-lifecycle.events.batch-size=10",
                "--twin-lifecycle.events.concurrency=2");
    }

    private void register(String device) {
        assertThat(Http.post(LocalService.webhook(service), request(device)).statusCode())
                .isEqualTo(200);
    }

    private void delete(String device, String when) {
        cloud.eventHubs()
                .append(
                        LocalCloudBuilder.LIFECYCLE_EVENTS,
                        LifecycleEvents.deviceDeleted()
                                .withHub("hub-a")
                                .withDeviceId(device)
                                .withTime(when)
                                .envelope());
    }

    private int twins() {
        return (int) IntStream.range(0, DEVICES)
                .filter(i -> cloud.graph().twins().find(new TwinId("dev-" + i)).isPresent())
                .count();
    }

    /** How many events are behind the checkpoints. */
    private long checkpointed() {
        return checkpoints
                .listCheckpoints("localhost", LocalCloudBuilder.LIFECYCLE_EVENTS, "$default")
                .toStream()
                .mapToLong(Checkpoint::getSequenceNumber)
                .map(sequence -> sequence + 1)
                .sum();
    }

    private int active() {
        return service.getBean(MeterRegistry.class).find("http.server.requests.active").longTaskTimers().stream()
                .mapToInt(LongTaskTimer::activeTasks)
                .sum();
    }

    private static boolean refused(URI webhook) {
        try {
            Http.post(webhook, new byte[0]);
            return false;
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof ConnectException;
        }
    }

    private static byte[] request(String device) {
        return AllocationRequests.group()
                .withHubs("hub-a.azure-devices.net")
                .withRegistrationId(device)
                .withModel(SampleModels.LIVING_THERMOSTAT)
                .json();
    }
}
