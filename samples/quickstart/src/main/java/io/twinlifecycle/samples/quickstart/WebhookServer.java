package io.twinlifecycle.samples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookKeys;
import io.twinlifecycle.provisioning.WebhookResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thin edge around {@link ProvisioningWebhook}: the JDK's HTTP server, on loopback. It asks for a key before it reads a body, the
 * webhook reads no more than its limit, and the JDK drops whoever takes longer than {@value #SECONDS_TO_SEND} s to send a request.
 */
public final class WebhookServer implements AutoCloseable {

    /** A registration has some kilobytes; this is generous. */
    private static final int SECONDS_TO_SEND = 5;

    private static final String PATH = "/api/DpsAdtAllocationFunc";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    private WebhookServer(HttpServer server) {
        this.server = server;
    }

    /** Bounds how long a request may take to arrive. The JDK reads it once, so it must be said before the first server is made. */
    public static void boundRequests() {
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(SECONDS_TO_SEND));
        }
    }

    /** Starts at a port, or (0) at any that is free. */
    public static WebhookServer start(ProvisioningWebhook webhook, WebhookKeys keys, int port) throws IOException {
        boundRequests();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        WebhookServer started = new WebhookServer(server);
        server.createContext(PATH, exchange -> answer(exchange, webhook, keys));
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** Where it listens; callers add {@code ?code=} and a key. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
    }

    private static void answer(HttpExchange exchange, ProvisioningWebhook webhook, WebhookKeys keys)
            throws IOException {
        try (exchange) {
            WebhookResponse response = keys.refusal(
                            exchange.getRequestHeaders().getFirst(WebhookKeys.HEADER),
                            exchange.getRequestURI().getRawQuery())
                    .orElseGet(() -> webhook.handle(exchange.getRequestBody()));
            exchange.getResponseHeaders().set("Content-Type", WebhookResponse.CONTENT_TYPE);
            exchange.sendResponseHeaders(response.status(), response.body().length);
            OutputStream out = exchange.getResponseBody();
            out.write(response.body());
            out.flush(); // closing it, newer JDKs first read what is left of the request, which may never come
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
