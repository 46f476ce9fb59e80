package io.twinlifecycle.samples.service;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.twinlifecycle.eventhubs.DeadLetters;
import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.retirement.EventResult;
import io.twinlifecycle.retirement.LifecycleEventProcessor;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * Handles the dead letters once more, after what was wrong is mended: {@code POST /actuator/deadletters}. It reads up to what is there when it is
 * asked, so letters that are parked again by it do not keep it going. It may be repeated, as handling is idempotent.
 */
@Component
@Endpoint(id = "deadletters")
class DeadLetterReplay {

    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectProvider<EventHubConsumerClient> letters;
    private final LifecycleEventProcessor processor;

    DeadLetterReplay(ObjectProvider<EventHubConsumerClient> letters, LifecycleEventProcessor processor) {
        this.letters = letters;
        this.processor = processor;
    }

    /**
     * What came of a replay.
     *
     * @param handled letters that are done with
     * @param parkedAgain letters that could not be handled this time either, and are there once more
     * @param failed letters that were neither handled nor parked; replay them again
     * @param unreadable events that are no dead letters
     */
    record Replayed(int handled, int parkedAgain, int failed, int unreadable) {

        Replayed with(List<EventResult> results, int notRead) {
            int good = count(results, EventResult.Handled.class);
            int parked = count(results, EventResult.Parked.class);
            return new Replayed(
                    handled + good,
                    parkedAgain + parked,
                    failed + results.size() - good - parked,
                    unreadable + notRead);
        }

        private static int count(List<EventResult> results, Class<?> kind) {
            return (int) results.stream().filter(kind::isInstance).count();
        }
    }

    /**
     * Replays.
     *
     * @param since only letters that were parked from then on; all if not given
     */
    @WriteOperation
    Replayed replay(@Nullable OffsetDateTime since) {
        EventHubConsumerClient client = letters.getObject();
        EventPosition start =
                since == null ? EventPosition.earliest() : EventPosition.fromEnqueuedTime(since.toInstant());
        Replayed total = new Replayed(0, 0, 0, 0);
        for (String partition : client.getPartitionIds()) {
            total = replay(client, partition, start, total);
        }
        return total;
    }

    private Replayed replay(EventHubConsumerClient client, String partition, EventPosition start, Replayed soFar) {
        PartitionProperties there = client.getPartitionProperties(partition);
        long last = there.isEmpty() ? -1 : there.getLastEnqueuedSequenceNumber();
        long next = there.getBeginningSequenceNumber();
        EventPosition from = start;
        Replayed total = soFar;
        while (next <= last) {
            int count = (int) Math.min(BATCH, last - next + 1);
            List<EventData> batch = client.receiveFromPartition(partition, count, from, PATIENCE).stream()
                    .map(PartitionEvent::getData)
                    .toList();
            if (batch.isEmpty()) {
                return total; // all that is left is older than what was asked for
            }
            List<EventEnvelope> events = new ArrayList<>();
            batch.forEach(event -> letter(event).ifPresent(events::add));
            total = total.with(processor.processAll(events), batch.size() - events.size());
            long read = batch.get(batch.size() - 1).getSequenceNumber();
            from = EventPosition.fromSequenceNumber(read);
            next = read + 1;
        }
        return total;
    }

    private static Optional<EventEnvelope> letter(EventData event) {
        try {
            return Optional.of(DeadLetters.of(event).event());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
