package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Delivers the events of one partition to one receiver, as its credit allows. */
final class EventOutlet implements LinkEnd {

    private static final Symbol RUNTIME_METRIC = Symbol.valueOf("com.microsoft:enable-receiver-runtime-metric");

    /** Other links get their turn after so many events, or so many bytes that the socket has not taken. */
    private static final int MOST_AT_ONCE = 200;

    private static final int MOST_BYTES_WAITING = 256 * 1024;

    /** How often to look at a clock that may be moved by hand. */
    private static final long DELAY_TICK_MILLIS = 10;

    private final Sender link;
    private final EntityPath path;
    private final OwnerLevels.Place place;
    private final Service service;
    private final Partition partition;
    private final boolean metrics;
    private long next;

    /** Fails if the entity does not exist, or does not reach the position. */
    EventOutlet(Sender link, EntityPath path, StartPosition start, Service service) {
        this.link = link;
        this.path = path;
        this.service = service;
        place = OwnerLevels.Place.of(path);
        partition = service.store().partition(path);
        next = partition.resolve(start, service.time().now());
        Symbol[] desired = link.getRemoteDesiredCapabilities();
        metrics = desired != null && Arrays.asList(desired).contains(RUNTIME_METRIC);
    }

    /**
     * Claims the partition, with an owner level or without.
     *
     * @throws Refusal if another receiver has a better claim
     */
    void claim(@Nullable Long ownerLevel) {
        List<EventOutlet> leaving = service.owners().admit(place, this, ownerLevel);
        if (ownerLevel != null) {
            leaving.forEach(other -> other.close(OwnerLevels.stolenBy(ownerLevel)));
        }
        if (metrics) {
            link.setOfferedCapabilities(new Symbol[] {RUNTIME_METRIC});
        }
    }

    private void close(Refusal why) {
        link.setCondition(Deliveries.condition(why));
        link.close();
    }

    @Override
    public String hub() {
        return path.hub();
    }

    @Override
    public Optional<Access> access() {
        return Optional.of(new Access(path.text(), AccessRight.LISTEN));
    }

    @Override
    public void delivery(Delivery delivery) {
        Deliveries.settle(delivery);
    }

    @Override
    public long pump() {
        Instant now = service.time().now();
        for (int sent = 0; link.getCredit() > 0; sent++) {
            StoredMessage event = partition.atOrAfter(next, now);
            if (event == null) {
                drained();
                return -1;
            }
            if (isHeldBack(event, now)) {
                drained();
                return DELAY_TICK_MILLIS;
            }
            if (sent == MOST_AT_ONCE || link.getSession().getOutgoingBytes() > MOST_BYTES_WAITING) {
                return 0;
            }
            next = event.stamp().sequence() + 1;
            Deliveries.send(link, event.stamp().sequence(), metrics ? lastEnqueued(now) : new byte[0], event.wire());
        }
        return -1;
    }

    @Override
    public void gone() {
        service.owners().leave(place, this);
    }

    private void drained() {
        if (link.getDrain()) {
            link.drained();
        }
    }

    private boolean isHeldBack(StoredMessage event, Instant now) {
        Duration delay = service.faults().delay();
        return !delay.isZero() && now.isBefore(event.stamp().enqueued().plus(delay));
    }

    private byte[] lastEnqueued(Instant now) {
        PartitionInfo info = partition.info(now);
        Map<Symbol, Object> values = new HashMap<>();
        values.put(Symbol.valueOf("last_enqueued_sequence_number"), info.last());
        values.put(Symbol.valueOf("last_enqueued_offset"), String.valueOf(info.lastOffset()));
        values.put(Symbol.valueOf("last_enqueued_time_utc"), Date.from(info.lastEnqueued()));
        values.put(Symbol.valueOf("runtime_info_retrieval_time_utc"), Date.from(now));
        return service.codec().encode(new DeliveryAnnotations(values));
    }
}
