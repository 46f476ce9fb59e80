package io.twinlifecycle.testkit.internal.mqtt;

/** A client, as a service sees it. Safe for use by many threads; whatever comes after the end of the connection is thrown away. */
public interface MqttPeer {

    /** Sends it a message, whatever it subscribed to. A client that does not read fast enough loses its connection. */
    void publish(Publication message);

    /** Ends its connection. */
    void disconnect();
}
