package io.twinlifecycle.testkit.eventhubs;

import java.nio.ByteBuffer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Messages in and out of links. */
final class Deliveries {

    /** What the service takes in the standard tier: 1 MiB. The client sizes its batches by it. */
    static final int MAX_SIZE = 1024 * 1024;

    private static final int CREDIT = 300;

    private Deliveries() {}

    /** Opens a link for what the client sends. */
    static void open(Receiver link) {
        link.setMaxMessageSize(UnsignedLong.valueOf(MAX_SIZE));
        link.open();
        link.flow(CREDIT);
    }

    /**
     * Takes a message from a link.
     *
     * @return null if it has not arrived whole
     * @throws Refusal if it is too large; the link cannot go on then
     */
    static byte @Nullable [] take(Receiver link, Delivery delivery) {
        if (delivery.pending() > MAX_SIZE) {
            throw new Refusal(Refusal.TOO_LARGE, "The received message exceeds the limit of " + MAX_SIZE + " bytes.");
        }
        if (delivery.isAborted()) {
            delivery.settle();
            return null;
        }
        if (!delivery.isReadable() || delivery.isPartial()) {
            return null;
        }
        byte[] bytes = new byte[delivery.pending()];
        int count = link.recv(bytes, 0, bytes.length);
        link.advance();
        if (link.getCredit() <= CREDIT / 2) {
            link.flow(CREDIT - link.getCredit());
        }
        return count == bytes.length ? bytes : new byte[0];
    }

    /** Sends a message, whose parts lie one behind the other on the wire. */
    static void send(Sender link, long tag, byte[]... parts) {
        Delivery delivery =
                link.delivery(ByteBuffer.allocate(Long.BYTES).putLong(tag).array());
        for (byte[] part : parts) {
            if (part.length > 0) { // the engine refuses to send nothing
                link.send(part, 0, part.length);
            }
        }
        link.advance();
        if (link.getSenderSettleMode() == SenderSettleMode.SETTLED) {
            delivery.settle();
        }
    }

    /** The client said what became of a message. Whatever it says, that is the end of it: nothing is sent twice on one link. */
    static void settle(Delivery delivery) {
        if (delivery.remotelySettled() || delivery.getRemoteState() != null) {
            delivery.settle();
        }
    }

    static ErrorCondition condition(Refusal refusal) {
        return new ErrorCondition(Symbol.valueOf(refusal.condition()), refusal.description());
    }
}
