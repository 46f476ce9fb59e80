package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Netty's packets to the values of this package and back. */
final class Packets {

    private static final int VERSION_3_1_1 = 4;
    private static final int VERSION_5 = 5;

    private Packets() {}

    static boolean isRightVersion(MqttConnectMessage packet) {
        return packet.variableHeader().version() == VERSION_3_1_1;
    }

    static ConnectRequest request(MqttConnectMessage packet, List<X509Certificate> certificates) {
        MqttConnectVariableHeader header = packet.variableHeader();
        MqttConnectPayload payload = packet.payload();
        Optional<Publication> will = header.isWillFlag()
                ? Optional.of(new Publication(
                        payload.willTopic(), payload.willMessageInBytes(), header.willQos(), header.isWillRetain()))
                : Optional.empty();
        return new ConnectRequest(
                payload.clientIdentifier(),
                header.isCleanSession(),
                Optional.ofNullable(payload.userName()),
                Optional.ofNullable(payload.passwordInBytes())
                        .map(password -> new String(password, StandardCharsets.UTF_8)),
                certificates,
                will);
    }

    /** Copies, so that the packet may be released. */
    static Publication publication(MqttPublishMessage packet) {
        return new Publication(
                packet.variableHeader().topicName(),
                ByteBufUtil.getBytes(packet.payload()),
                packet.fixedHeader().qosLevel().value(),
                packet.fixedHeader().isRetain());
    }

    static MqttConnAckMessage accepted(boolean sessionPresent) {
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(sessionPresent)
                .build();
    }

    static MqttConnAckMessage refused(ConnectAnswer.Refusal why) {
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.valueOf((byte) why.code()))
                .build();
    }

    /** In the words of the client's version. */
    static MqttConnAckMessage wrongVersion(int version) {
        return version == VERSION_5
                ? MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION)
                        .build()
                : refused(ConnectAnswer.Refusal.UNACCEPTABLE_VERSION);
    }

    static MqttSubAckMessage granted(int packetId, List<OptionalInt> grants) {
        MqttMessageBuilders.SubAckBuilder packet = MqttMessageBuilders.subAck().packetId(packetId);
        grants.forEach(
                grant -> packet.addGrantedQos(grant.isPresent() ? MqttQoS.valueOf(grant.getAsInt()) : MqttQoS.FAILURE));
        return packet.build();
    }
}
