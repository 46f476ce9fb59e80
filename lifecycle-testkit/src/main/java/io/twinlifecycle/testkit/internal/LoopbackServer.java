package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFaults;
import io.twinlifecycle.testkit.http.ServerOptions;
import io.twinlifecycle.testkit.internal.mqtt.MqttDoor;
import io.twinlifecycle.testkit.internal.mqtt.MqttEngine;
import io.twinlifecycle.testkit.internal.mqtt.MqttService;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

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
    private final MqttControl mqttControl = new MqttControl();
    private final Later later;
    private final LocalTls tls;
    private final ExecutorService threads;
    private final HttpServer http;
    private final HttpsFront https;

    /**
     * Starts.
     *
     * @param name of its threads
     * @throws UncheckedIOException if a port is taken
     */
    public LoopbackServer(String name, Service service, ServerOptions options) {
        this(name, service, options, Optional.empty());
    }

    /**
     * Starts, and speaks MQTT on its HTTPS port too.
     *
     * @param name of its threads
     * @param mqtt makes the service; requests that come by MQTT are to go through these, so that they are counted and get faults
     * @throws UncheckedIOException if a port is taken
     * @throws IllegalStateException if Netty is not there
     */
    public LoopbackServer(String name, Service service, ServerOptions options, Function<Requests, MqttService> mqtt) {
        this(name, service, options, Optional.of(mqtt));
    }

    private LoopbackServer(
            String name, Service service, ServerOptions options, Optional<Function<Requests, MqttService>> mqtt) {
        if (mqtt.isPresent()) {
            MqttEngine.require(name);
        }
        tls = options.tls();
        // As many as there are requests at once, and so no more than there are connections: work that waits for
        // something, such as
        // a webhook's answer, keeps no other work waiting.
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
        later = new Later(name, threads);
        Requests requests = new Requests(faults, calls, later);
        FaultyHandler handler = new FaultyHandler(service, requests);
        try {
            http = HttpServer.create(loopback(options.httpPort()), 0);
            try {
                InetSocketAddress address = loopback(options.httpsPort());
                https = mqtt.isPresent()
                        ? new MqttDoor(
                                name,
                                address,
                                tls,
                                http.getAddress(),
                                mqtt.get().apply(requests),
                                mqttControl)
                        : JdkHttps.start(address, tls, service.asksForCertificates(), threads, handler);
            } catch (IOException e) {
                http.stop(0);
                throw e;
            }
        } catch (IOException e) {
            later.close();
            threads.shutdownNow();
            throw new UncheckedIOException(
                    name + " cannot listen on loopback, HTTPS port " + options.httpsPort() + ", HTTP port "
                            + options.httpPort() + " (0 is any)",
                    e);
        }
        http.createContext("/", handler);
        http.setExecutor(threads);
        http.start();
    }

    /** Where it speaks HTTPS. */
    public URI httpsEndpoint() {
        return URI.create("https://localhost:" + https.port());
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

    /** Counts and faults of the connections over MQTT, if it speaks that. */
    public MqttControl mqtt() {
        return mqttControl;
    }

    /** What a client showed, its own certificate first, which nobody checked; the client has proved that it has the key. */
    public List<X509Certificate> clientCertificates(HttpExchange exchange) {
        return https.clientCertificates(exchange);
    }

    /** Its certificate. */
    public LocalTls tls() {
        return tls;
    }

    /** Stops listening and drops what is under way. May be repeated. */
    @Override
    public void close() {
        later.close();
        https.close();
        http.stop(0);
        threads.shutdownNow();
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
