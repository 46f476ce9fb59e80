package io.twinlifecycle.testkit.eventhubs;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.jspecify.annotations.Nullable;

/**
 * AMQP messages as bytes. What AMQP calls the bare message (properties, application properties, body) is checked and then passed on as it
 * came; only the annotations are written anew.
 *
 * <p>Not safe for use by many threads.
 */
final class MessageCodec {

    /** The message format of a batch: each data section is a message. Event Hubs' own, AMQP knows only 0. */
    static final int BATCH = 0x80013700;

    static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");
    static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
    static final Symbol OFFSET = Symbol.valueOf("x-opt-offset");
    static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");

    /**
     * A message that is not stored yet.
     *
     * @param annotations what was said around it
     * @param bare the rest, encoded
     */
    @SuppressWarnings("ArrayRecordComponent") // passed through, never compared
    record Incoming(Map<Symbol, Object> annotations, byte[] bare) {

        @Nullable
        String partitionKey() {
            return annotations.get(PARTITION_KEY) instanceof String key ? key : null;
        }
    }

    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);
    private ByteBuffer buffer = ByteBuffer.allocate(4096);

    MessageCodec() {
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    }

    /**
     * The messages of a delivery: one, or those of a batch, which share the batch's partition key.
     *
     * @throws Refusal if it is neither, or cannot be decoded
     */
    List<Incoming> split(byte[] delivery, int format) {
        if (format != 0 && format != BATCH) {
            throw Refusal.notImitated("message format " + Integer.toUnsignedString(format));
        }
        Incoming outer = message(ByteBuffer.wrap(delivery));
        if (format == 0) {
            return List.of(outer);
        }
        List<Incoming> messages = new ArrayList<>();
        for (Object section : sections(outer.bare())) {
            if (isAround(section)) {
                continue; // the client for Node sends properties with nothing in them
            }
            if (!(section instanceof Data data)) {
                throw new Refusal(Refusal.DECODE_ERROR, "A batch must hold data sections and nothing else.");
            }
            Incoming inner = message(data.getValue().asByteBuffer());
            Object key = outer.annotations().get(PARTITION_KEY);
            if (key != null) {
                inner.annotations().put(PARTITION_KEY, key);
            }
            messages.add(inner);
        }
        return messages;
    }

    /** A message as it is stored and delivered. */
    byte[] stamped(Incoming message, StoredMessage.Stamp stamp) {
        Map<Symbol, Object> annotations = new LinkedHashMap<>(message.annotations());
        annotations.put(SEQUENCE_NUMBER, stamp.sequence());
        annotations.put(OFFSET, String.valueOf(stamp.offset()));
        annotations.put(ENQUEUED_TIME, Date.from(stamp.enqueued()));
        byte[] head = encode(new MessageAnnotations(annotations));
        return ByteBuffer.allocate(head.length + message.bare().length)
                .put(head)
                .put(message.bare())
                .array();
    }

    /** Sections as bytes. */
    byte[] encode(Object... sections) {
        while (true) {
            buffer.clear();
            encoder.setByteBuffer(buffer);
            try {
                for (Object section : sections) {
                    encoder.writeObject(section);
                }
                byte[] bytes = new byte[buffer.position()];
                buffer.flip().get(bytes);
                return bytes;
            } catch (BufferOverflowException e) {
                buffer = ByteBuffer.allocate(2 * buffer.capacity());
            }
        }
    }

    /**
     * The sections of a message.
     *
     * @throws Refusal if they cannot be decoded
     */
    List<Object> sections(byte[] message) {
        decoder.setByteBuffer(ByteBuffer.wrap(message));
        List<Object> sections = new ArrayList<>();
        try {
            while (decoder.getByteBufferRemaining() > 0) {
                sections.add(checked(decoder.readObject()));
            }
        } catch (RuntimeException | StackOverflowError e) { // of a decoder that trusts its input
            throw malformed();
        }
        return sections;
    }

    private Incoming message(ByteBuffer bytes) {
        decoder.setByteBuffer(bytes);
        Map<Symbol, Object> annotations = new LinkedHashMap<>();
        int bare = bytes.position();
        boolean before = true;
        try {
            while (bytes.hasRemaining()) {
                Object section = checked(decoder.readObject());
                if (section instanceof MessageAnnotations found && found.getValue() != null) {
                    annotations.putAll(found.getValue());
                }
                if (!before && !isBare(section)) {
                    throw malformed(); // taken for part of the body it would overwrite the stamp when it is read
                }
                before = before && !isBare(section);
                bare = before ? bytes.position() : bare;
            }
        } catch (RuntimeException | StackOverflowError e) { // of a decoder that trusts its input
            throw malformed();
        }
        byte[] rest = new byte[bytes.limit() - bare];
        bytes.position(bare).get(rest);
        return new Incoming(annotations, rest);
    }

    private static boolean isAround(Object section) {
        return section instanceof Properties || section instanceof ApplicationProperties || section instanceof Footer;
    }

    private static boolean isBare(Object section) {
        return !(section instanceof Header
                || section instanceof DeliveryAnnotations
                || section instanceof MessageAnnotations);
    }

    private static Object checked(@Nullable Object section) {
        boolean known = section instanceof Header
                || section instanceof DeliveryAnnotations
                || section instanceof MessageAnnotations
                || section instanceof Properties
                || section instanceof ApplicationProperties
                || section instanceof Data
                || section instanceof AmqpSequence
                || section instanceof AmqpValue
                || section instanceof Footer;
        if (!known) {
            throw malformed();
        }
        return Objects.requireNonNull(section);
    }

    private static Refusal malformed() {
        return new Refusal(Refusal.DECODE_ERROR, "The message is not well-formed AMQP.");
    }

    static byte[] bytes(Binary binary) {
        ByteBuffer from = binary.asByteBuffer();
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }
}
