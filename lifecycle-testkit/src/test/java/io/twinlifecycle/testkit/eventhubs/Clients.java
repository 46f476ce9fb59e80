package io.twinlifecycle.testkit.eventhubs;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;

/** The real client, which gives up soon. */
final class Clients implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(10);

    final EventHubProducerClient producer;
    final EventHubConsumerClient consumer;
    final EventHubConsumerAsyncClient asyncConsumer;

    Clients(String connectionString) {
        this(connectionString, EventHubClientBuilder.DEFAULT_CONSUMER_GROUP_NAME);
    }

    Clients(String connectionString, String group) {
        producer = builder(connectionString, group).buildProducerClient();
        consumer = builder(connectionString, group).buildConsumerClient();
        asyncConsumer = builder(connectionString, group).buildAsyncConsumerClient();
    }

    static EventHubClientBuilder builder(String connectionString, String group) {
        return new EventHubClientBuilder()
                .connectionString(connectionString)
                .consumerGroup(group)
                .retryOptions(new AmqpRetryOptions()
                        .setMaxRetries(2)
                        .setDelay(Duration.ofMillis(50))
                        .setTryTimeout(Duration.ofSeconds(10)));
    }

    /** The bodies of the next events from a position; fewer than so many if no more come in half a second. */
    List<String> receive(String partition, int most, EventPosition from) {
        return consumer.receiveFromPartition(partition, most, from, Duration.ofMillis(500)).stream()
                .map(event -> event.getData().getBodyAsString())
                .toList();
    }

    /** Receives until it is closed. */
    Subscription subscribe(String partition, EventPosition from, ReceiveOptions options) {
        Subscription subscription = new Subscription();
        subscription.end = asyncConsumer
                .receiveFromPartition(partition, from, options)
                .subscribe(subscription.events::add, subscription.errors::add, subscription.completed::countDown);
        return subscription;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        asyncConsumer.close();
    }

    static final class Subscription implements AutoCloseable {

        final BlockingQueue<PartitionEvent> events = new LinkedBlockingQueue<>();
        final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        final CountDownLatch completed = new CountDownLatch(1);
        private Disposable end = () -> {};

        String body() throws InterruptedException {
            return next().getData().getBodyAsString();
        }

        PartitionEvent next() throws InterruptedException {
            return taken(events, "event");
        }

        Throwable error() throws InterruptedException {
            return taken(errors, "error");
        }

        boolean awaitCompletion() throws InterruptedException {
            return completed.await(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        private <T> T taken(BlockingQueue<T> from, String what) throws InterruptedException {
            T next = from.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + what + " within " + LONG + ", but errors " + errors);
            }
            return next;
        }

        @Override
        public void close() {
            end.dispose();
        }
    }
}
