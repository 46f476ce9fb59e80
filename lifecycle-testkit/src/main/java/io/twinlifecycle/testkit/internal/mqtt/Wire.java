package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** What nobody waits for: a packet that cannot be sent is followed by the end of the connection, which is noticed. */
final class Wire {

    private Wire() {}

    static void send(Channel channel, Object packet) {
        ChannelFuture unused = channel.writeAndFlush(packet);
    }

    static void sendLast(Channel channel, Object packet) {
        ChannelFuture unused = channel.writeAndFlush(packet).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }
}
