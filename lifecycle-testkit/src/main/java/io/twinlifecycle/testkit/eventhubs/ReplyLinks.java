package io.twinlifecycle.testkit.eventhubs;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** The links on which a client waits for answers, by the names it may call them in {@code reply-to}. */
final class ReplyLinks {

    private final Map<String, Sender> links = new HashMap<>();
    private long tag;

    /** Adds one. */
    LinkEnd add(Sender link) {
        links.put(link.getName(), link);
        String target =
                link.getRemoteTarget() == null ? null : link.getRemoteTarget().getAddress();
        if (target != null) {
            links.put(target, link);
        }
        return new LinkEnd() {
            @Override
            public void delivery(Delivery delivery) {
                Deliveries.settle(delivery);
            }

            @Override
            public void gone() {
                links.values().removeIf(each -> each == link);
            }
        };
    }

    /** Sends an answer; false if nobody waits for it there. */
    boolean send(@Nullable String replyTo, byte[] message) {
        Sender link = links.get(replyTo);
        if (link == null) {
            return false;
        }
        Deliveries.send(link, tag++, message);
        return true;
    }
}
