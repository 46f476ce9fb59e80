package io.twinlifecycle.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.retirement.DeadLetter;
import io.twinlifecycle.retirement.DeadLetterSink;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An event hub of dead letters: each is the event with its body and application properties, and beside them {@code dead-letter-kind},
 * {@code dead-letter-reason}, {@code dead-letter-attempts}, {@code dead-letter-source} and {@code dead-letter-parked-at}. For a replay,
 * {@code dead-letter-properties} and {@code dead-letter-system-properties} hold all properties as JSON with their types;
 * {@link DeadLetters#of} reads them back.
 *
 * <p>Use an event hub that nothing else writes to, never the one that is read. Events stay only as long as its retention says.
 *
 * <p>Safe for use by many threads. How long a call may take is up to the client's retry options.
 */
public final class EventHubsDeadLetterSink implements DeadLetterSink {

    private final Consumer<EventData> sender;

    /**
     * A sink that sends with this client.
     *
     * @param producer stays the caller's, to be closed after the last use of the sink
     */
    public EventHubsDeadLetterSink(EventHubProducerClient producer) {
        this(event -> producer.send(List.of(event)));
        Objects.requireNonNull(producer, "producer");
    }

    EventHubsDeadLetterSink(Consumer<EventData> sender) {
        this.sender = sender;
    }

    @Override
    public void park(DeadLetter letter) {
        EventData event = DeadLetterEvents.write(letter);
        try {
            sender.accept(event);
        } catch (RuntimeException e) {
            throw LifecycleException.collaboratorFailed("the dead letter could not be sent to Event Hubs", e);
        }
    }
}
