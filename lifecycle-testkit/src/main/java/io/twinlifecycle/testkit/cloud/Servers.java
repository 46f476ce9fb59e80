package io.twinlifecycle.testkit.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs, to be stopped in the opposite order. */
final class Servers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T server) {
        running.push(server);
        return server;
    }

    /** One that fails does not keep the others running. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            AutoCloseable server = running.pop();
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("a local server did not stop as it should", e);
            }
        }
    }
}
