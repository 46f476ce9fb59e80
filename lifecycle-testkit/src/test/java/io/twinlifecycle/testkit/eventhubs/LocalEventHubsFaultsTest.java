package io.twinlifecycle.testkit.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.VirtualTime;
import io.twinlifecycle.testkit.eventhubs.Clients.Subscription;
import io.twinlifecycle.testkit.eventhubs.EventHubsFaults.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bad weather, as the real client feels it. */
class LocalEventHubsFaultsTest {

    private final VirtualTime time = new VirtualTime();
    private final LocalEventHubs unit =
            LocalEventHubs.builder().hub("hub1", 1).timeSource(time).start();
    private final Clients client = new Clients(unit.connectionString("hub1"));

    @AfterEach
    void close() {
        client.close();
        unit.close();
    }

    @ParameterizedTest
    @EnumSource
    void isBusy(Operation operation) {
        unit.faults().busyNext(operation, 1);

        try (EventHubProducerClient impatient = Clients.builder(unit.connectionString("hub1"), "$Default")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0))
                .buildProducerClient()) {
            assertThatThrownBy(() -> {
                        if (operation == Operation.READ_PROPERTIES) {
                            impatient.getEventHubProperties();
                        } else {
                            impatient.send(List.of(new EventData("x")));
                        }
                    })
                    .satisfies(e -> assertThat(amqp(e).getMessage()).contains("throttled"))
                    .satisfies(e -> assertThat(amqp(e).isTransient()).isTrue());
        }
        assertThat(unit.events("hub1")).isEmpty();
        assertThat(unit.faults().busyLeft(operation)).isZero();
    }

    @Test
    void takesNoMoreInASecondThanItsThroughputUnits() {
        List<EventData> thousand =
                Stream.generate(() -> new EventData("x")).limit(1_000).toList();
        unit.faults().limitThroughput(1);
        try (EventHubProducerClient impatient = Clients.builder(unit.connectionString("hub1"), "$Default")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0))
                .buildProducerClient()) {
            impatient.send(thousand);

            assertThatThrownBy(() -> impatient.send(thousand)).hasStackTraceContaining("throttled");

            time.advance(Duration.ofSeconds(1));
            impatient.send(thousand);
            unit.faults().limitThroughput(2);
            impatient.send(thousand);
            unit.faults().limitThroughput(0);
            impatient.send(thousand);
        }
        assertThat(unit.events("hub1")).hasSize(4_000);
    }

    @Test
    void detachesLinks() throws InterruptedException {
        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            client.producer.send(List.of(new EventData("before")));
            assertThat(subscription.body()).isEqualTo("before");

            assertThat(unit.faults().detachLinks("hub1")).isEqualTo(2);

            assertThat(amqp(subscription.error()).getErrorCondition()).isEqualTo(AmqpErrorCondition.LINK_DETACH_FORCED);
        }
        assertClientComesBack();
    }

    @Test
    void dropsConnections() throws InterruptedException {
        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            client.producer.send(List.of(new EventData("before")));
            assertThat(subscription.body()).isEqualTo("before");

            assertThat(unit.faults().dropConnections()).isEqualTo(2);

            assertThat(subscription.awaitCompletion())
                    .as("this is how this client's receivers tell it")
                    .isTrue();
        }
        assertClientComesBack();
    }

    private void assertClientComesBack() throws InterruptedException {
        client.producer.send(List.of(new EventData("after")));
        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            assertThat(subscription.body()).isEqualTo("before");
            assertThat(subscription.body()).isEqualTo("after");
        }
    }

    @Test
    void holdsEventsBackUntilTheirTime() throws InterruptedException {
        unit.append("hub1", event("first"));
        unit.faults().delayDeliveries(Duration.ofMinutes(5));
        try (Subscription subscription = client.subscribe("0", EventPosition.earliest(), new ReceiveOptions())) {
            assertThat(subscription.events.poll(300, TimeUnit.MILLISECONDS))
                    .as("held back")
                    .isNull();

            time.advance(Duration.ofMinutes(5));

            assertThat(subscription.body()).isEqualTo("first");
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> unit.faults().busyNext(Operation.SEND, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.faults().limitThroughput(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.faults().delayDeliveries(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> unit.faults().detachLinks("nowhere"));
        unit.close();
        assertThatIllegalStateException().isThrownBy(() -> unit.faults().dropConnections());
    }

    /** Without retries the client wraps what happened. */
    private static AmqpException amqp(Throwable thrown) {
        Throwable e = thrown;
        while (!(e instanceof AmqpException) && e.getCause() != null) {
            e = e.getCause();
        }
        return (AmqpException) e;
    }

    private static EventEnvelope event(String body) {
        return new EventEnvelope(Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8), "test");
    }
}
