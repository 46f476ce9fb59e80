package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is on its way to a client: written but not yet gone, or not yet acknowledged. Safe for use by many threads. */
final class Outbox {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_ID = 65_535;

    /** What a message costs beside its bytes; it bounds their number, too. */
    private static final int OVERHEAD = 256;

    private final Channel channel;
    private final MqttControl control;
    private final Map<Integer, Integer> unacknowledged = new HashMap<>();
    private final List<Publication> held = new ArrayList<>();
    private boolean open;
    private boolean overflown;
    private int bytes;
    private int lastId;

    Outbox(Channel channel, MqttControl control) {
        this.channel = channel;
        this.control = control;
    }

    /** Sends a message, or holds it until {@link #open}. False says, once, that there is no room; from then on all is thrown away. */
    synchronized boolean add(Publication message) {
        int size = message.payload().length + message.topic().length() + OVERHEAD;
        if (overflown) {
            return true;
        }
        if (bytes + size > MAX_BYTES) {
            overflown = true;
            return false;
        }
        bytes += size;
        if (open) {
            write(message, size);
        } else {
            held.add(message);
        }
        return true;
    }

    /** The client knows that it is in: messages may go. */
    synchronized void open() {
        open = true;
        for (Publication message : held) {
            write(message, message.payload().length + message.topic().length() + OVERHEAD);
        }
        held.clear();
    }

    /** The client has a message of quality of service 1. */
    synchronized void acknowledged(int id) {
        Integer size = unacknowledged.remove(id);
        bytes -= size == null ? 0 : size;
    }

    private void write(Publication message, int size) {
        MqttMessageBuilders.PublishBuilder packet = MqttMessageBuilders.publish()
                .topicName(message.topic())
                .payload(Unpooled.wrappedBuffer(message.payload()))
                .qos(MqttQoS.valueOf(message.qos()));
        control.countSent();
        if (message.qos() == 0) {
            ChannelFuture unused = channel.writeAndFlush(packet.build()).addListener(gone -> release(size));
            return;
        }
        do {
            lastId = lastId % MAX_ID + 1;
        } while (unacknowledged.containsKey(lastId));
        unacknowledged.put(lastId, size);
        Wire.send(channel, packet.messageId(lastId).build());
    }

    private synchronized void release(int size) {
        bytes -= size;
    }
}
