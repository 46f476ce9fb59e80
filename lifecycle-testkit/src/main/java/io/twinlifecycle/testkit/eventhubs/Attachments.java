package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.eventhubs.Grant.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Decides what is at the server's end of the links of one connection, by their addresses. */
final class Attachments {

    private static final String CBS = "$cbs";
    private static final String MANAGEMENT = "$management";
    private static final Symbol OWNER_LEVEL = Symbol.valueOf("com.microsoft:epoch");
    private static final Symbol IDEMPOTENT = Symbol.valueOf("com.microsoft:idempotent-producer");
    private static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");

    private final Service service;
    private final Grants grants;
    private final ManagementNode management;
    private final ReplyLinks replies = new ReplyLinks();

    Attachments(Service service, Grants grants) {
        this.service = service;
        this.grants = grants;
        management = new ManagementNode(service, grants);
    }

    /**
     * Makes the end of a link and opens it. If the link is to read a partition, others may have to go for it.
     *
     * @throws Refusal if there is no such thing here, or the client may not have it
     */
    LinkEnd attach(Link link) {
        LinkEnd end = link instanceof Receiver receiver ? take(receiver) : give((Sender) link);
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        if (link instanceof Receiver receiver) {
            Deliveries.open(receiver);
        } else {
            link.open();
        }
        return end;
    }

    private LinkEnd take(Receiver link) {
        if (!(link.getRemoteTarget() instanceof Target target)) {
            throw Refusal.notImitated("transactions, nor links without a target");
        }
        String address = address(target.getAddress());
        if (address.equals(CBS)) {
            return new RequestNode(link, replies, service, grants::putToken);
        }
        if (address.equals(MANAGEMENT)) {
            return new RequestNode(link, replies, service, management::answer);
        }
        service.faults().refuseIfBusy(EventHubsFaults.Operation.ATTACH);
        if (desires(link, IDEMPOTENT)) {
            throw Refusal.notImitated("idempotent producers");
        }
        EntityPath path = EntityPath.parse(address);
        grants.check(new Access(address, AccessRight.SEND));
        if (path.group() != null) {
            throw Refusal.notFound(path.text());
        }
        return new EventIntake(link, path, service);
    }

    private LinkEnd give(Sender link) {
        if (!(link.getRemoteSource() instanceof Source source)) {
            throw Refusal.notImitated("links without a source");
        }
        String address = address(source.getAddress());
        if (address.equals(CBS) || address.equals(MANAGEMENT)) {
            return replies.add(link);
        }
        service.faults().refuseIfBusy(EventHubsFaults.Operation.ATTACH);
        EntityPath path = EntityPath.parse(address);
        grants.check(new Access(address, AccessRight.LISTEN));
        if (path.group() == null) {
            throw Refusal.notFound(path.text());
        }
        EventOutlet outlet = new EventOutlet(link, path, start(source), service);
        outlet.claim(level(link));
        return outlet;
    }

    private static StartPosition start(Source source) {
        Map<?, ?> filters = source.getFilter() == null ? Collections.emptyMap() : source.getFilter();
        List<Object> unknown = new ArrayList<>(filters.keySet());
        unknown.remove(SELECTOR);
        if (!unknown.isEmpty()) {
            throw Refusal.notImitated("other filters than " + SELECTOR);
        }
        Object selector = filters.get(SELECTOR);
        Object text = selector instanceof DescribedType described ? described.getDescribed() : selector;
        return text == null ? StartPosition.EARLIEST : StartPosition.parse(text.toString());
    }

    private static @Nullable Long level(Sender link) {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        return properties != null && properties.get(OWNER_LEVEL) instanceof Number level ? level.longValue() : null;
    }

    private static boolean desires(Link link, Symbol capability) {
        Symbol[] desired = link.getRemoteDesiredCapabilities();
        return desired != null && Arrays.asList(desired).contains(capability);
    }

    private static String address(@Nullable String address) {
        if (address == null) {
            throw Refusal.notFound("");
        }
        String path = String.join("/", EntityPath.segments(address));
        // Some clients ask for the management node of a hub, others for that of the namespace; it is the same one.
        return path.endsWith("/" + MANAGEMENT) ? MANAGEMENT : path;
    }
}
