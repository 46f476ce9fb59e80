package io.twinlifecycle.testkit.internal.mqtt;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose HTTP requests come through a door. The server behind it sees the door as its client; the port that the door uses tells the
 * requests apart. Safe for use by many threads.
 */
final class PipedClients {

    private final Map<Integer, List<X509Certificate>> byPort = new ConcurrentHashMap<>();

    /** Before the first byte is piped. */
    void add(int port, List<X509Certificate> certificates) {
        byPort.put(port, certificates);
    }

    void remove(int port) {
        byPort.remove(port);
    }

    /** What the client behind that port showed, its own certificate first; empty if it showed none or did not come through the door. */
    List<X509Certificate> certificates(int port) {
        return byPort.getOrDefault(port, List.of());
    }
}
