package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.MessageCodec.Incoming;
import java.util.List;
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

    /** Fails if the entity does not exist. */
    EventIntake(Receiver link, EntityPath path, Service service) {
        this.link = link;
        this.path = path;
        this.service = service;
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
    public void delivery(Delivery delivery) {
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
