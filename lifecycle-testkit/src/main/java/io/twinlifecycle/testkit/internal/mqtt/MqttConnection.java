package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that speaks MQTT. Its packets become steps, which are done in their order on threads that may wait; what has no effect on the
 * service, such as a ping, is answered at once. A packet that breaks the rules ends the connection, as MQTT demands it.
 */
final class MqttConnection extends SimpleChannelInboundHandler<MqttMessage> implements MqttPeer {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

    private final MqttDoor door;
    private final Channel channel;
    private final Steps steps;
    private final Outbox outbox;
    private boolean asked;
    private volatile boolean saidGoodbye;

    // Of the steps, which come one after the other.
    private @Nullable MqttSession session;
    private String clientId = "";

    MqttConnection(MqttDoor door, Channel channel) {
        this.door = door;
        this.channel = channel;
        steps = door.steps(read -> channel.config().setAutoRead(read));
        outbox = new Outbox(channel, door.control());
    }

    @Override
    public void publish(Publication message) {
        if (!outbox.add(message)) {
            LOG.warn("MQTT client {} does not read what it is sent, so it loses its connection", clientId);
            disconnect();
        }
    }

    @Override
    public void disconnect() {
        Wire.close(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
        if (packet.decoderResult().isFailure()) {
            refuseMalformed(packet.decoderResult().cause());
        } else if (packet instanceof MqttConnectMessage connect) {
            connect(connect);
        } else if (!asked) {
            disconnect();
        } else if (packet instanceof MqttPublishMessage publish) {
            publish(publish);
        } else if (packet instanceof MqttPubAckMessage ack) {
            outbox.acknowledged(ack.variableHeader().messageId());
        } else if (packet instanceof MqttSubscribeMessage subscribe) {
            steps.add(() -> subscribe(subscribe));
        } else if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
            steps.add(() -> unsubscribe(unsubscribe));
        } else {
            other(packet);
        }
    }

    private void other(MqttMessage packet) {
        switch (packet.fixedHeader().messageType()) {
            case PINGREQ -> Wire.send(channel, MqttMessage.PINGRESP);
            case DISCONNECT -> {
                saidGoodbye = true;
                disconnect();
            }
            default -> disconnect(); // what only servers send, or belongs to quality of service 2
        }
    }

    private void refuseMalformed(Throwable cause) {
        LOG.debug("an MQTT client sent what is no MQTT: {}", cause.toString());
        if (!asked && cause instanceof MqttUnacceptableProtocolVersionException) {
            refuse(ConnectAnswer.Refusal.UNACCEPTABLE_VERSION);
        } else {
            disconnect();
        }
    }

    private void connect(MqttConnectMessage packet) {
        if (asked) {
            disconnect();
            return;
        }
        asked = true;
        if (!Packets.isRightVersion(packet)) {
            door.control().countRefusal();
            Wire.sendLast(channel, Packets.wrongVersion(packet.variableHeader().version()));
            return;
        }
        door.keepAlive(channel, packet.variableHeader().keepAliveTimeSeconds());
        ConnectRequest request = Packets.request(packet, Tls.peerCertificates(channel));
        steps.add(() -> connect(request));
    }

    private void connect(ConnectRequest request) {
        ConnectAnswer answer = door.control().strikesConnect()
                ? new ConnectAnswer.Refused(ConnectAnswer.Refusal.UNAVAILABLE)
                : ask(request);
        if (answer instanceof ConnectAnswer.Refused refused) {
            refuse(refused.why());
        } else if (answer instanceof ConnectAnswer.Accepted accepted) {
            session = accepted.session();
            clientId = request.clientId();
            door.enter(clientId, this);
            Wire.send(channel, Packets.accepted(accepted.present()));
            outbox.open();
        }
    }

    private ConnectAnswer ask(ConnectRequest request) {
        try {
            return door.service().connect(request, this);
        } catch (RuntimeException e) {
            LOG.error("an MQTT service failed on a client that wants to connect", e);
            return new ConnectAnswer.Refused(ConnectAnswer.Refusal.UNAVAILABLE);
        }
    }

    private void refuse(ConnectAnswer.Refusal why) {
        door.control().countRefusal();
        Wire.sendLast(channel, Packets.refused(why));
    }

    private void publish(MqttPublishMessage packet) {
        Publication message = Packets.publication(packet);
        if (message.qos() > 1) {
            disconnect(); // as DPS and IoT Hub do
            return;
        }
        int id = packet.variableHeader().packetId();
        steps.add(() -> publish(message, id));
    }

    private void publish(Publication message, int id) {
        MqttSession current = session;
        if (current == null) {
            return; // it was refused, and did not wait to hear so
        }
        door.control().countReceived();
        boolean mayStay = !door.control().strikesBefore()
                && handled(current, message)
                && !door.control().strikesAfter();
        if (!mayStay) {
            disconnect();
        } else if (message.qos() == MqttQoS.AT_LEAST_ONCE.value()) {
            Wire.send(channel, MqttMessageBuilders.pubAck().packetId(id).build());
        }
    }

    private static boolean handled(MqttSession session, Publication message) {
        try {
            return session.publish(message);
        } catch (RuntimeException e) {
            LOG.error("an MQTT service failed on a message", e);
            return false;
        }
    }

    private void subscribe(MqttSubscribeMessage packet) {
        MqttSession current = session;
        if (current == null) {
            return;
        }
        List<OptionalInt> grants = packet.payload().topicSubscriptions().stream()
                .map(each -> current.subscribe(
                        each.topicFilter(), each.qualityOfService().value()))
                .toList();
        Wire.send(channel, Packets.granted(packet.variableHeader().messageId(), grants));
    }

    private void unsubscribe(MqttUnsubscribeMessage packet) {
        MqttSession current = session;
        if (current != null) {
            packet.payload().topics().forEach(current::unsubscribe);
            MqttMessageIdVariableHeader header = packet.variableHeader();
            Wire.send(
                    channel,
                    MqttMessageBuilders.unsubAck().packetId(header.messageId()).build());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        steps.add(this::closed);
    }

    private void closed() {
        MqttSession current = session;
        if (current != null) {
            door.leave(clientId, this);
            current.closed(saidGoodbye);
            session = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            if (steps.isIdle()) {
                LOG.debug("MQTT client {} was silent for too long", clientId);
                disconnect();
            } // else it is not read, so it cannot be heard
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("the connection of MQTT client {} broke: {}", clientId, cause.toString());
        disconnect();
    }
}
