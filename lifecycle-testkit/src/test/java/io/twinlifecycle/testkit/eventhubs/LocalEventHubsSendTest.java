package io.twinlifecycle.testkit.eventhubs;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import com.azure.messaging.eventhubs.models.SendOptions;
import io.twinlifecycle.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the real client sends, the server stores. */
class LocalEventHubsSendTest {

    private final VirtualTime time = new VirtualTime();
    private final LocalEventHubs unit = LocalEventHubs.builder()
            .hub("hub1", 4)
            .hub("hub2", 1)
            .timeSource(time)
            .start();
    private final Clients client = new Clients(unit.connectionString("hub1"));

    @AfterEach
    void close() {
        client.close();
        unit.close();
    }

    @Test
    void storesWhatWasSent() {
        UUID uuid = UUID.randomUUID();
        EventData sent =
                new EventData("{\"a\":1}").setContentType("application/json").setCorrelationId("c-1");
        sent.getProperties().putAll(Map.of("opType", "deleteDeviceIdentity", "count", 7, "big", 8L, "uuid", uuid));
        sent.getRawAmqpMessage().getMessageAnnotations().put("iothub-connection-device-id", "sensor-1");

        client.producer.send(List.of(sent), new SendOptions().setPartitionId("2"));

        StoredEvent stored = unit.events("hub1").get(0);
        assertThat(stored.partitionId()).isEqualTo("2");
        assertThat(stored.sequenceNumber()).isZero();
        assertThat(stored.enqueuedTime()).isEqualTo(VirtualTime.START);
        assertThat(stored.event().body()).asString().isEqualTo("{\"a\":1}");
        assertThat(stored.event().properties())
                .containsEntry("opType", "deleteDeviceIdentity")
                .containsEntry("count", 7)
                .containsEntry("big", 8L)
                .containsEntry("uuid", uuid);
        assertThat(stored.event().systemProperties())
                .containsEntry("content-type", "application/json")
                .containsEntry("correlation-id", "c-1")
                .containsEntry("iothub-connection-device-id", "sensor-1")
                .containsEntry("x-opt-sequence-number", 0L)
                .containsEntry("x-opt-offset", "0")
                .containsEntry("x-opt-enqueued-time", VirtualTime.START);
        assertThat(stored.event().source()).isEqualTo("hub1/2@0");
    }

    @Test
    void sendsEachBatchToThePartitionWhoseTurnItIs() {
        for (int i = 0; i < 8; i++) {
            client.producer.send(List.of(new EventData("x"), new EventData("y")));
        }

        for (String id : List.of("0", "1", "2", "3")) {
            assertThat(unit.events("hub1", id)).hasSize(4);
        }
    }

    @Test
    void keepsEventsOfOneKeyTogether() {
        for (int i = 0; i < 20; i++) {
            client.producer.send(List.of(new EventData("x")), new SendOptions().setPartitionKey("key" + i % 5));
        }

        Map<Optional<String>, Long> partitionsByKey = unit.events("hub1").stream()
                .collect(groupingBy(
                        StoredEvent::partitionKey,
                        collectingAndThen(mapping(StoredEvent::partitionId, toSet()), ids -> (long) ids.size())));
        assertThat(partitionsByKey)
                .hasSize(5)
                .allSatisfy((key, partitions) -> assertThat(partitions).isEqualTo(1));
    }

    @Test
    void takesBatchesOfAMebibyteAndLetsTheClientKnow() {
        EventDataBatch batch = client.producer.createBatch(new CreateBatchOptions().setPartitionId("0"));
        assertThat(batch.getMaxSizeInBytes()).isEqualTo(1024 * 1024);
        int count = 0;
        while (batch.tryAdd(new EventData(new byte[1000]))) {
            count++;
        }

        client.producer.send(batch);

        assertThat(unit.events("hub1", "0")).hasSize(count).hasSizeGreaterThan(900);
        assertThatThrownBy(() -> client.producer.send(List.of(new EventData(new byte[1024 * 1024]))))
                .isInstanceOfSatisfying(
                        AmqpException.class,
                        e -> assertThat(e.getErrorCondition())
                                .isEqualTo(AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED));
    }

    @Test
    void countsSequenceNumbersAndOffsetsInEachPartition() {
        client.producer.send(
                IntStream.range(0, 3).mapToObj(i -> new EventData("abc")).toList(),
                new SendOptions().setPartitionId("1"));

        assertThat(unit.events("hub1", "1"))
                .extracting(StoredEvent::sequenceNumber)
                .containsExactly(0L, 1L, 2L);
        assertThat(unit.events("hub1", "1"))
                .extracting(event -> Long.parseLong(event.offset()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(unit.events("hub2")).isEmpty();
    }

    @Test
    void forgetsWhatIsOlderThanTheRetention() {
        client.producer.send(List.of(new EventData("old")));
        time.advance(Duration.ofDays(1).plusMillis(1));

        assertThat(unit.events("hub1")).isEmpty();
    }

    @Test
    void saysWhenThereIsNoSuchHubOrPartition() {
        assertNotFound(() -> client.producer.send(List.of(new EventData("x")), new SendOptions().setPartitionId("4")));
        try (Clients other = new Clients(unit.connectionString() + ";EntityPath=nowhere")) {
            assertNotFound(() -> other.producer.send(List.of(new EventData("x"))));
            assertNotFound(other.producer::getEventHubProperties);
        }
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AmqpException.class,
                        e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.NOT_FOUND));
    }
}
