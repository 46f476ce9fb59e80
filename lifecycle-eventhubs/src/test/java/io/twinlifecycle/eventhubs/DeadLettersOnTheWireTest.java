package io.twinlifecycle.eventhubs;

import static io.twinlifecycle.eventhubs.WireFixture.DEAD_LETTERS;
import static io.twinlifecycle.eventhubs.WireFixture.HUB;
import static io.twinlifecycle.eventhubs.WireFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import io.twinlifecycle.testkit.eventhubs.EventHubsFaults.Operation;
import io.twinlifecycle.testkit.eventhubs.StoredEvent;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters on an event hub, with the real client. */
class DeadLettersOnTheWireTest {

    private final WireFixture wire = new WireFixture();
    private final EventHubProducerClient producer = client().buildProducerClient();
    private final EventHubsDeadLetterSink unit = new EventHubsDeadLetterSink(producer);

    @AfterEach
    void close() {
        producer.close();
        wire.close();
    }

    @Test
    void parksWhatCannotBeHandledSoThatItCanBeReplayed() {
        wire.handler.fail("a");
        StoredEvent sent = wire.server.append(
                HUB,
                "0",
                LifecycleEvents.deviceDeleted()
                        .withDeviceId("a")
                        .withTwinId("twin-ä")
                        .withProperty("number", 42L)
                        .withProperty("bytes", new byte[] {1, 2, 3})
                        .withProperty("time", Instant.parse("2026-01-02T03:04:05.678Z"))
                        .envelope());

        wire.start(unit);

        eventually(() -> assertThat(wire.checkpoints()).isEqualTo(Map.of("0", 0L)));
        DeadLetter letter = read();
        assertThat(letter.kind()).isEqualTo("STORE_UNAVAILABLE");
        assertThat(letter.event().source()).isEqualTo(HUB + "/0@0");
        assertThat(letter.event().body()).isEqualTo(sent.event().body());
        assertThat(letter.event().properties())
                .containsEntry("deviceId", "a")
                .containsEntry("number", 42L)
                .containsEntry("bytes", new byte[] {1, 2, 3});
        assertThat(letter.event().systemProperties())
                .containsEntry("iothub-connection-device-id", "a")
                .containsEntry("correlation-id", "c0ffee00")
                .containsEntry("content-encoding", "utf-8")
                .containsEntry("x-opt-sequence-number", 0L);

        wire.handler.mend("a");
        EventResult replayed =
                LifecycleEventProcessor.builder(wire.handler).build().process(letter.event());
        assertThat(replayed.isSafe()).isTrue();
        assertThat(wire.handler.handled()).containsExactly("a");
    }

    @Test
    void comesBackExactly() {
        EventEnvelope event = new EventEnvelope(
                Map.of("text", "ä\n\"", "uuid", new UUID(1, 2), "double", 1.5, "list", List.of("a", 1)),
                Map.of("content-type", "application/json", "x-opt-offset", "77"),
                "bödy\0".getBytes(StandardCharsets.UTF_8),
                "hub/1@77");
        DeadLetter letter = new DeadLetter(event, "STORE_REFUSED", "no", 3, Instant.parse("2026-01-01T00:00:00Z"));

        unit.park(letter);

        assertThat(read()).usingRecursiveComparison().isEqualTo(letter);
    }

    @Test
    void parksALargeEvent() {
        EventEnvelope event =
                new EventEnvelope(Map.of("long", "x".repeat(60_000)), Map.of(), new byte[256 * 1024], "hub/1@77");

        unit.park(new DeadLetter(event, "STORE_REFUSED", "no", 1, Instant.EPOCH));

        assertThat(read().event().body()).hasSize(256 * 1024);
    }

    @Test
    void saysWhenItCannotPark() {
        wire.server.faults().busyNext(Operation.SEND, 10);

        assertThatThrownBy(() -> unit.park(TestEvents.letter("hub/1@77", Map.of())))
                .isInstanceOfSatisfying(
                        LifecycleException.class,
                        e -> assertThat(e.kind()).isEqualTo(LifecycleException.Kind.COLLABORATOR_FAILED));
        assertThat(wire.server.events(DEAD_LETTERS)).isEmpty();
    }

    @Test
    void readsAsManyAsThereAre() {
        IntStream.range(0, 20).forEach(i -> unit.park(TestEvents.letter("hub/1@" + i, Map.of())));

        assertThat(wire.server.events(DEAD_LETTERS))
                .extracting(event -> event.event().properties().get("dead-letter-source"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "hub/1@" + i).toList());
    }

    private DeadLetter read() {
        try (EventHubConsumerClient consumer = client().buildConsumerClient()) {
            return DeadLetters.of(
                    consumer.receiveFromPartition("0", 1, EventPosition.earliest(), Duration.ofSeconds(10))
                            .iterator()
                            .next()
                            .getData());
        }
    }

    private EventHubClientBuilder client() {
        return new EventHubClientBuilder()
                .connectionString(wire.server.connectionString(DEAD_LETTERS))
                .consumerGroup("$Default")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0));
    }
}
