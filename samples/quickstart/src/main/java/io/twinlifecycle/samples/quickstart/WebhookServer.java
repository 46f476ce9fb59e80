package io.twinlifecycle.samples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.provisioning.ProvisioningWebhook;
import io.twinlifecycle.provisioning.WebhookResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thin edge around {@link ProvisioningWebhook}: the JDK's HTTP server, on loopback. */
public final class WebhookServer implements AutoCloseable {

    private static final String PATH = "/api/DpsAdtAllocationFunc";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);

    private WebhookServer(HttpServer server) {
        this.server = server;
    }

    /** Starts at a port, or (0) at any that is free. */
    public static WebhookServer start(ProvisioningWebhook webhook, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        WebhookServer started = new WebhookServer(server);
        server.createContext(PATH, exchange -> answer(exchange, webhook));
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** Where DPS calls it. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
    }

    private static void answer(HttpExchange exchange, ProvisioningWebhook webhook) throws IOException {
        try (exchange) {
            WebhookResponse response = webhook.handle(exchange.getRequestBody());
            exchange.getResponseHeaders().set("Content-Type", WebhookResponse.CONTENT_TYPE);
            exchange.sendResponseHeaders(response.status(), response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
