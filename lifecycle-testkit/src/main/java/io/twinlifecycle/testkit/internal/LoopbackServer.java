package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Listens on loopback with HTTPS and with HTTP, until it is closed.
 *
 * <p>Safe for use by many threads.
 */
public final class LoopbackServer implements AutoCloseable {

    /** How long a thread waits for more to do. */
    private static final int IDLE_SECONDS = 10;

    static {
        // Read once, when the JDK's server classes are loaded.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpFaults faults = new HttpFaults();
    private final HttpCalls calls = new HttpCalls();
    private final Later later;
    private final LocalTls tls;
    private final ExecutorService threads;
    private final HttpServer http;
    private final HttpsServer https;

    /**
     * Starts.
     *
     * @param name of its threads
     * @throws UncheckedIOException if a port is taken
     */
    public LoopbackServer(String name, Service service, ServerOptions options) {
        tls = options.tls();
        try {
            http = HttpServer.create(loopback(options.httpPort()), 0);
            try {
                https = HttpsServer.create(loopback(options.httpsPort()), 0);
            } catch (IOException e) {
                http.stop(0);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    name + " cannot listen on loopback, HTTPS port " + options.httpsPort() + ", HTTP port "
                            + options.httpPort() + " (0 is any)",
                    e);
        }
        // As many as there are requests at once, and so no more than there are connections: work that waits for
        // something, such as
        // a webhook's answer, keeps no other work waiting.
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
        later = new Later(name, threads);
        https.setHttpsConfigurator(
                service.asksForCertificates()
                        ? new AskingConfigurator(tls.serverContextForAnyClient())
                        : new HttpsConfigurator(tls.serverContext()));
        FaultyHandler handler = new FaultyHandler(service, faults, calls, later);
        start(http, handler);
        start(https, handler);
    }

    /** Where it speaks HTTPS. */
    public URI httpsEndpoint() {
        return URI.create("https://localhost:" + https.getAddress().getPort());
    }

    /** Where it speaks HTTP. */
    public URI httpEndpoint() {
        return URI.create("http://localhost:" + http.getAddress().getPort());
    }

    /** What is to go wrong. */
    public HttpFaults faults() {
        return faults;
    }

    /** What was asked. */
    public HttpCalls calls() {
        return calls;
    }

    /** Its certificate. */
    public LocalTls tls() {
        return tls;
    }

    /** Stops listening and drops what is under way. May be repeated. */
    @Override
    public void close() {
        later.close();
        http.stop(0);
        https.stop(0);
        threads.shutdownNow();
    }

    private void start(HttpServer server, FaultyHandler handler) {
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Threads that do not keep a JVM from ending. */
    public static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
