package io.twinlifecycle.testkit.internal.mqtt;

/** What an {@link MqttDoor} leads to. Implementations are safe for use by many threads. */
public interface MqttService {

    /** The largest packet that it takes, in bytes; a larger one ends the connection. */
    int maxPacket();

    /**
     * Lets a client in, or not, on a thread that may wait.
     *
     * @param client takes messages from now on; they are held until the client is told that it is in
     */
    ConnectAnswer connect(ConnectRequest request, MqttPeer client);
}
