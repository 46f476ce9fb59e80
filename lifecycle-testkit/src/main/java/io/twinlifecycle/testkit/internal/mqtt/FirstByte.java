package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;

/** Looks at the first byte that a client sends: MQTT always begins with the type of its first packet, and HTTP with a letter. */
final class FirstByte extends ByteToMessageDecoder {

    private static final int MQTT_CONNECT = 0x10;

    private final MqttDoor door;
    private boolean decided;

    FirstByte(MqttDoor door) {
        this.door = door;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (decided) {
            return; // on its way to the HTTP server; what comes meanwhile waits here
        }
        decided = true;
        if (in.getUnsignedByte(in.readerIndex()) == MQTT_CONNECT) {
            door.leadToMqtt(context.channel());
            context.pipeline().remove(this);
        } else {
            door.leadToHttp(context.channel(), this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            Wire.close(context.channel());
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Wire.close(context.channel()); // a failed handshake, or a client that went away
    }
}
