package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.events.EventEnvelope;
import io.twinlifecycle.testkit.eventhubs.MessageCodec.Incoming;
import io.twinlifecycle.testkit.fixtures.LifecycleEvents;
import io.twinlifecycle.testkit.fuzz.FuzzTarget;
import io.twinlifecycle.testkit.fuzz.Must;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;

/**
 * AMQP messages. The first byte says whether the rest is a message or a batch of them. Whatever it is: refused, or stored so that it can be
 * read again.
 */
public final class AmqpTarget implements FuzzTarget {

    private static final Instant ENQUEUED = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public String name() {
        return "amqp";
    }

    @Override
    public List<byte[]> seeds() {
        EnvelopeCodec codec = new EnvelopeCodec();
        MessageCodec plain = new MessageCodec();
        List<byte[]> messages = Stream.of(
                        LifecycleEvents.deviceCreated(),
                        LifecycleEvents.deviceDeleted().withPropertiesAsBytes(),
                        LifecycleEvents.telemetry())
                .map(event -> codec.write(event.envelope()))
                .map(message -> codec.stamped(message, stamp(0)))
                .toList();
        byte[] batch = plain.encode(
                new MessageAnnotations(Map.of(MessageCodec.PARTITION_KEY, "key")),
                new Data(new Binary(messages.get(0))),
                new Data(new Binary(messages.get(2))));
        byte[] text = plain.encode(new AmqpValue("text"));
        return Stream.concat(
                        Stream.concat(messages.stream(), Stream.of(text)).map(message -> with(0, message)),
                        Stream.of(with(1, batch)))
                .toList();
    }

    @Override
    public void run(byte[] data) {
        if (data.length == 0) {
            return;
        }
        EnvelopeCodec codec = new EnvelopeCodec();
        List<Incoming> messages;
        try {
            messages = new MessageCodec()
                    .split(Arrays.copyOfRange(data, 1, data.length), data[0] == 0 ? 0 : MessageCodec.BATCH);
        } catch (Refusal e) {
            return;
        }
        long sequence = 0;
        for (Incoming message : messages) {
            message.partitionKey();
            byte[] wire = codec.stamped(message, stamp(sequence));
            StoredEvent stored = codec.read("hub", new StoredMessage(stamp(sequence), wire));
            EventEnvelope event = stored.event();
            Must.hold(stored.sequenceNumber() == sequence, () -> "stored as " + stored.sequenceNumber());
            Must.hold(event.source().equals("hub/0@" + stored.sequenceNumber()), event::source);
            sequence++;
        }
    }

    private static StoredMessage.Stamp stamp(long sequence) {
        return new StoredMessage.Stamp("0", sequence, 100 * sequence, ENQUEUED);
    }

    private static byte[] with(int first, byte[] rest) {
        byte[] all = new byte[rest.length + 1];
        all[0] = (byte) first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
