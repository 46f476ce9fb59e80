package io.twinlifecycle.testkit.eventhubs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/** The AMQP connection of one client: which links it has, and what happens on them. Knows no socket. */
final class Peer {

    private final Connection connection = Proton.connection();
    private final Collector collector = Proton.collector();
    private final Grants grants;
    private final Attachments attachments;
    private final Map<Link, LinkEnd> links = new LinkedHashMap<>();

    Peer(Transport transport, Service service) {
        grants = new Grants(service);
        attachments = new Attachments(service, grants);
        connection.setContainer("local-event-hubs");
        connection.collect(collector);
        transport.bind(connection);
    }

    /** Handles what the transport has made of the bytes that arrived. */
    void handleEvents() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    /** Sends what there is to send; returns as {@link LinkEnd#pump}. */
    long pump() {
        links.keySet().removeIf(link -> link.getLocalState() == EndpointState.CLOSED); // by another connection
        if (grants.expire()) {
            having(end -> end.access().filter(access -> !grants.allow(access)).isPresent())
                    .forEach(link -> detach(link, Refusal.uncovered()));
        }
        long again = grants.nextExpiry();
        for (Map.Entry<Link, LinkEnd> link : List.copyOf(links.entrySet())) {
            try {
                again = Waits.sooner(again, link.getValue().pump());
            } catch (Refusal refusal) {
                detach(link.getKey(), refusal);
            }
        }
        return again;
    }

    /** Detaches the links to a hub; returns how many. */
    int detach(String hub) {
        List<Link> leaving = having(end -> hub.equalsIgnoreCase(end.hub()));
        Refusal why = new Refusal(Refusal.DETACH_FORCED, "The link is force detached by the service.");
        leaving.forEach(link -> detach(link, why));
        return leaving.size();
    }

    /** The client is gone, and its links with it. */
    void gone() {
        List.copyOf(links.keySet()).forEach(this::forget);
    }

    private List<Link> having(Predicate<LinkEnd> what) {
        return links.entrySet().stream()
                .filter(link -> what.test(link.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> connection.open();
            case SESSION_REMOTE_OPEN -> event.getSession().open();
            case LINK_REMOTE_OPEN -> attach(event.getLink());
            case DELIVERY -> deliver(event.getDelivery());
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> close(event.getLink(), event.getType());
            case SESSION_REMOTE_CLOSE -> close(event.getSession());
            case CONNECTION_REMOTE_CLOSE -> {
                gone();
                connection.close();
            }
            default -> {
                // Of no interest: our own doings, and flow, which is looked at after each turn anyway.
            }
        }
    }

    private void attach(Link link) {
        try {
            links.put(link, attachments.attach(link));
        } catch (Refusal refusal) {
            // Opened without a terminus and closed at once, as AMQP 1.0 (2.6.3) has it; else the client takes it for
            // open.
            link.setSource(null);
            link.setTarget(null);
            link.open();
            link.setCondition(Deliveries.condition(refusal));
            link.close();
        }
    }

    private void deliver(Delivery delivery) {
        LinkEnd end = links.get(delivery.getLink());
        if (end == null) {
            return;
        }
        try {
            end.delivery(delivery);
        } catch (Refusal refusal) {
            detach(delivery.getLink(), refusal);
        }
    }

    private void detach(Link link, Refusal why) {
        link.setCondition(Deliveries.condition(why));
        link.close();
        forget(link);
    }

    private void close(Link link, Event.Type how) {
        forget(link);
        if (link.getLocalState() == EndpointState.ACTIVE && how == Event.Type.LINK_REMOTE_DETACH) {
            link.detach();
        } else {
            link.close();
        }
        link.free();
    }

    private void close(Session session) {
        List.copyOf(links.keySet()).stream()
                .filter(link -> link.getSession() == session)
                .forEach(this::forget);
        session.close();
        session.free();
    }

    private void forget(Link link) {
        LinkEnd end = links.remove(link);
        if (end != null) {
            end.gone();
        }
    }
}
