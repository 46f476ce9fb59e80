package io.twinlifecycle.testkit.cloud;

/**
 * Where the servers of a local cloud listen; 0 is any port that is free.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param digitalTwins HTTPS
 * @param provisioning MQTT and HTTPS
 * @param eventHubs AMQP without TLS
 * @param firstHub MQTT and HTTPS of the first IoT hub; the others follow
 */
public record LocalPorts(int digitalTwins, int provisioning, int eventHubs, int firstHub) {

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is not 0 to 65535
     */
    public LocalPorts {
        for (int port : new int[] {digitalTwins, provisioning, eventHubs, firstHub}) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535, but was " + port);
            }
        }
    }

    /** Any that are free: for tests. */
    public static LocalPorts free() {
        return new LocalPorts(0, 0, 0, 0);
    }

    /** The same ones each time, for settings that are written down: 9443, 9444, 5672, and 9450 and up. */
    public static LocalPorts fixed() {
        return new LocalPorts(9443, 9444, 5672, 9450);
    }

    /** The port of a hub, counted from 0. */
    int hub(int index) {
        return firstHub == 0 ? 0 : firstHub + index;
    }
}
