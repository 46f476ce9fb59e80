package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import io.twinlifecycle.testkit.eventhubs.MessageCodec.Incoming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;

/** Takes the events that a client sends to a hub or to one of its partitions. */
final class EventIntake implements LinkEnd {

    private final Receiver link;
    private final EntityPath path;
    private final Service service;
    private long lastUsed;

    /** Fails if the entity does not exist. */
    EventIntake(Receiver link, EntityPath path, Service service) {
        this.link = link;
        this.path = path;
        this.service = service;
        lastUsed = service.wireTime().nanoTime();
        if (path.partition() == null) {
            service.store().hub(path.hub());
        } else {
            service.store().partition(path);
        }
    }

    @Override
    public String hub() {
        return path.hub();
    }

    @Override
    public Optional<Access> access() {
        return Optional.of(new Access(path.text(), AccessRight.SEND));
    }

    /** Ends a link on which nothing is sent for long, as the service does. */
    @Override
    public long pump() {
        Duration left = service.idleLinks().minusNanos(service.wireTime().nanoTime() - lastUsed);
        if (left.isNegative() || left.isZero()) {
            throw Refusal.detached(
                    "publisher", "AmqpMessagePublisher.IdleTimerExpired: Idle timeout: " + service.idleLinks());
        }
        return left.toMillis() + 1;
    }

    @Override
    public void delivery(Delivery delivery) {
        lastUsed = service.wireTime().nanoTime();
        byte[] bytes = Deliveries.take(link, delivery);
        if (bytes != null) {
            delivery.disposition(store(bytes, delivery.getMessageFormat()));
            delivery.settle();
        }
    }

    private DeliveryState store(byte[] bytes, int format) {
        try {
            service.faults().refuseIfBusy(EventHubsFaults.Operation.SEND);
            List<Incoming> messages = service.codec().split(bytes, format);
            service.faults()
                    .refuseAboveThroughput(
                            messages.size(), bytes.length, service.time().now());
            Partition partition =
                    choose(messages.isEmpty() ? null : messages.get(0).partitionKey());
            for (Incoming message : messages) {
                partition.append(service.time().now(), stamp -> service.codec().stamped(message, stamp));
            }
            return Accepted.getInstance();
        } catch (Refusal refusal) {
            Rejected rejected = new Rejected();
            rejected.setError(Deliveries.condition(refusal));
            return rejected;
        }
    }

    private Partition choose(@Nullable String key) {
        return path.partition() == null
                ? service.store().hub(path.hub()).choose(key)
                : service.store().partition(path);
    }
}
