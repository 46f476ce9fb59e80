package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubProperties;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.eventhubs.Clients.Subscription;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server stores, the real client receives. */
class LocalEventHubsReceiveTest {

    private final VirtualTime time = new VirtualTime();
    private final LocalEventHubs unit = LocalEventHubs.builder()
            .hub("hub1", 2)
            .consumerGroup("hub1", "others")
            .timeSource(time)
            .start();
    private final Clients client = new Clients(unit.connectionString("hub1"));

    @AfterEach
    void close() {
        client.close();
        unit.close();
    }

    @Test
    void deliversWhatWasAppended() {
        StoredEvent stored = unit.append(
                "hub1",
                "1",
                LifecycleEvents.deviceDeleted()
                        .withDeviceId("sensor-7")
                        .withProperty("number", 7L)
                        .envelope());

        PartitionEvent received = client.consumer
                .receiveFromPartition("1", 1, EventPosition.earliest(), Clients.LONG)
                .iterator()
                .next();

        EventData data = received.getData();
        assertThat(data.getBody()).isEqualTo(stored.event().body());
        assertThat(data.getProperties())
                .containsEntry("deviceId", "sensor-7")
                .containsEntry("opType", "deleteDeviceIdentity")
                .containsEntry("number", 7L);
        assertThat(data.getContentType()).isEqualTo("application/json");
        assertThat(data.getSystemProperties())
                .containsEntry("iothub-message-source", "deviceLifecycleEvents")
                .containsEntry("iothub-connection-device-id", "sensor-7");
        assertThat(data.getSequenceNumber()).isEqualTo(stored.sequenceNumber());
        assertThat(data.getOffsetString()).isEqualTo(stored.offset());
        assertThat(data.getEnqueuedTime()).isEqualTo(stored.enqueuedTime());
    }

    @Test
    void startsWhereItIsTold() {
        List<StoredEvent> stored = new ArrayList<>();
        for (String body : List.of("a", "b", "c", "d")) {
            stored.add(unit.append("hub1", "0", event(body)));
            time.advance(Duration.ofSeconds(1));
        }
        StoredEvent b = stored.get(1);

        assertThat(receive(EventPosition.earliest())).containsExactly("a", "b", "c", "d");
        assertThat(receive(EventPosition.fromOffsetString(b.offset()))).containsExactly("c", "d");
        assertThat(receive(EventPosition.fromSequenceNumber(1))).containsExactly("c", "d");
        assertThat(receive(EventPosition.fromSequenceNumber(1, true))).containsExactly("b", "c", "d");
        assertThat(receive(EventPosition.fromEnqueuedTime(b.enqueuedTime())))
                .as("the client asks for later ones, not for the same time")
                .containsExactly("c", "d");
        assertThat(receive(EventPosition.fromSequenceNumber(3))).isEmpty();
    }

    @Test
    void startsAtTheEnd() throws InterruptedException {
        unit.append("hub1", "0", event("before"));
        try (Subscription subscription = client.subscribe("0", EventPosition.latest(), new ReceiveOptions())) {
            awaitReceiver(subscription);

            assertThat(subscription.body()).isNotEqualTo("before");
        }
    }

    @Test
    void refusesAPositionBehindTheEnd() throws InterruptedException {
        unit.append("hub1", "0", event("a"));

        assertThat(errorFrom(client, EventPosition.fromSequenceNumber(5)))
                .hasMessageContaining("The supplied sequence number '5' is invalid")
                .hasMessageContaining("is '0'");
        assertThat(errorFrom(client, EventPosition.fromOffsetString("4711")))
                .isInstanceOfSatisfying(AmqpException.class, e -> {
                    assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.ARGUMENT_ERROR);
                    assertThat(e.isTransient()).isFalse();
                });
    }

    @Test
    void deliversToEveryConsumerGroupThatExists() throws InterruptedException {
        unit.append("hub1", "0", event("a"));

        try (Clients other = new Clients(unit.connectionString("hub1"), "Others");
                Clients unknown = new Clients(unit.connectionString("hub1"), "unknown")) {
            assertThat(receive(EventPosition.earliest())).containsExactly("a");
            assertThat(other.receive("0", 1, EventPosition.earliest())).containsExactly("a");
            assertThat(errorFrom(unknown, EventPosition.earliest()))
                    .isInstanceOfSatisfying(
                            AmqpException.class,
                            e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.NOT_FOUND));
        }
    }

    private static Throwable errorFrom(Clients client, EventPosition from) throws InterruptedException {
        try (Subscription subscription = client.subscribe("0", from, new ReceiveOptions())) {
            return subscription.error();
        }
    }

    @Test
    void deliversThousandsInOrderThoughCreditIsSmall() throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            unit.append("hub1", "0", event("e" + i));
        }

        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            for (int i = 0; i < 3000; i++) {
                assertThat(subscription.body()).isEqualTo("e" + i);
            }
        }
    }

    @Test
    void tellsPropertiesOfHubAndPartition() {
        unit.append("hub1", "1", event("a"));
        StoredEvent last = unit.append("hub1", "1", event("b"));

        EventHubProperties hub = client.consumer.getEventHubProperties();
        PartitionProperties full = client.consumer.getPartitionProperties("1");
        PartitionProperties empty = client.consumer.getPartitionProperties("0");

        assertThat(hub.getName()).isEqualTo("hub1");
        assertThat(hub.getCreatedAt()).isEqualTo(VirtualTime.START);
        assertThat(hub.getPartitionIds()).containsExactly("0", "1");
        assertThat(full.getBeginningSequenceNumber()).isZero();
        assertThat(full.getLastEnqueuedSequenceNumber()).isEqualTo(1);
        assertThat(full.getLastEnqueuedOffset()).isEqualTo(last.offset());
        assertThat(full.getLastEnqueuedTime()).isEqualTo(VirtualTime.START);
        assertThat(full.isEmpty()).isFalse();
        assertThat(empty.getLastEnqueuedSequenceNumber()).isEqualTo(-1);
        assertThat(empty.isEmpty()).isTrue();
        assertThatThrownBy(() -> client.consumer.getPartitionProperties("9")).isInstanceOf(AmqpException.class);
    }

    @Test
    void tellsTheLastEnqueuedEventToAReceiverThatAsks() throws InterruptedException {
        unit.append("hub1", "0", event("a"));
        StoredEvent last = unit.append("hub1", "0", event("b"));
        ReceiveOptions asking = new ReceiveOptions().setTrackLastEnqueuedEventProperties(true);

        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), asking);
                Subscription other = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            LastEnqueuedEventProperties told = subscription.next().getLastEnqueuedEventProperties();

            assertThat(told.getSequenceNumber()).isEqualTo(1);
            assertThat(told.getOffsetString()).isEqualTo(last.offset());
            assertThat(told.getEnqueuedTime()).isEqualTo(VirtualTime.START);
            assertThat(told.getRetrievalTime()).isEqualTo(VirtualTime.START);
            assertThat(other.next().getLastEnqueuedEventProperties()).isNull();
        }
    }

    @Test
    void givesThePartitionToTheHigherOwnerLevelAndToTheNewerOfEqualOnes() throws InterruptedException {
        try (Clients second = new Clients(unit.connectionString("hub1"));
                Subscription plain = client.subscribe("0", EventPosition.latest(), new ReceiveOptions())) {
            awaitReceiver(plain);
            Subscription one = client.subscribe("0", EventPosition.earliest(), level(1));
            assertStolen(plain.error());

            Subscription two = second.subscribe("0", EventPosition.earliest(), level(2));
            assertStolen(one.error());

            assertStolen(
                    client.subscribe("0", EventPosition.earliest(), level(1)).error());
            assertStolen(client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())
                    .error());

            Subscription again = client.subscribe("0", EventPosition.earliest(), level(2));
            assertStolen(two.error());
            unit.append("hub1", "0", event("last"));
            String body = again.body();
            while (!body.equals("last")) {
                body = again.body();
            }
        }
    }

    @Test
    void letsFiveReadWithoutOwnerLevelAndNoSixth() throws InterruptedException {
        unit.append("hub1", "0", event("a"));
        List<Subscription> five = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            five.add(client.subscribe("0", EventPosition.earliest(), new ReceiveOptions()));
            five.get(i).body();
        }

        assertThat(client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())
                        .error())
                .hasMessageContaining("maximum number of allowed receivers");

        five.forEach(Subscription::close);
    }

    private static void assertStolen(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        AmqpException.class,
                        e -> assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.LINK_STOLEN));
    }

    /** Appends until one arrives. */
    private void awaitReceiver(Subscription subscription) throws InterruptedException {
        for (int i = 0; i < 200 && subscription.events.isEmpty(); i++) {
            unit.append("hub1", "0", event("knock"));
            PartitionEvent first = subscription.events.poll(50, TimeUnit.MILLISECONDS);
            if (first != null) {
                subscription.events.add(first);
            }
        }
    }

    private List<String> receive(EventPosition from) {
        return client.receive("0", 10, from);
    }

    private static ReceiveOptions level(long level) {
        return new ReceiveOptions().setOwnerLevel(level);
    }

    private static EventEnvelope event(String body) {
        return new EventEnvelope(Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8), "test");
    }
}
