package io.twinlifecycle.testkit.internal.mqtt;

/** What a service says to a client that wants to connect. */
public sealed interface ConnectAnswer {

    /**
     * It may.
     *
     * @param session gets what the client sends
     * @param present whether the service remembers subscriptions of an earlier session
     */
    record Accepted(MqttSession session, boolean present) implements ConnectAnswer {}

    /**
     * It may not.
     *
     * @param why the return code
     */
    record Refused(Refusal why) implements ConnectAnswer {}

    /** The return codes of MQTT 3.1.1. */
    enum Refusal {
        /** Another version of MQTT. */
        UNACCEPTABLE_VERSION(1),
        /** A client id that the service does not take. */
        IDENTIFIER_REJECTED(2),
        /** The service is not there. */
        UNAVAILABLE(3),
        /** No user name or password of a form that the service knows. */
        BAD_CREDENTIALS(4),
        /** A stranger. */
        NOT_AUTHORIZED(5);

        private final int code;

        Refusal(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
