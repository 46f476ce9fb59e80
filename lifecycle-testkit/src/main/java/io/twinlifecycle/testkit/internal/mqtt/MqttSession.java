package io.twinlifecycle.testkit.internal.mqtt;

import java.util.OptionalInt;

/** What a service does with a client's packets. Calls come one at a time, in the packets' order, on a thread that may wait. */
public interface MqttSession {

    /**
     * The client subscribes.
     *
     * @param qos 0 to 2
     * @return the granted quality of service, 0 or 1; empty if there is no such topic
     */
    OptionalInt subscribe(String filter, int qos);

    /** The client no longer wants them. */
    void unsubscribe(String filter);

    /** The client published. When this returns true it is acknowledged, else it loses its connection. */
    boolean publish(Publication message);

    /**
     * The connection ended; nothing follows.
     *
     * @param byClient whether the client said good-bye
     */
    void closed(boolean byClient);
}
