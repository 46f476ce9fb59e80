package io.twinlifecycle.testkit.internal.mqtt;

/** Netty, which is an optional dependency. */
public final class MqttEngine {

    private MqttEngine() {}

    /**
     * Checks that it is there.
     *
     * @param who needs it
     * @throws IllegalStateException if not
     */
    public static void require(String who) {
        try {
            Class.forName("io.netty.handler.codec.mqtt.MqttDecoder");
            Class.forName("io.netty.handler.ssl.SslHandler");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    who + " needs io.netty:netty-codec-mqtt and io.netty:netty-handler 4.2 to speak MQTT: add both", e);
        }
    }
}
