package io.twinlifecycle.samples.quickstart.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.HubName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What an operator may want to do to the application from outside, over plain HTTP on loopback: {@code POST /drain/HUB} lets devices move
 * away from a hub when they register next, {@code POST /undrain/HUB} ends that, {@code GET /journal} shows what happened, and {@code POST
 * /stop} ends it all.
 */
final class Control implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Control(HttpServer server, Application application, Journal journal, Runnable stop) {
        this.server = server;
        server.createContext("/drain/", exchange -> change(exchange, hub -> application.drain(hub, true)));
        server.createContext("/undrain/", exchange -> change(exchange, hub -> application.drain(hub, false)));
        server.createContext("/journal", exchange -> answer(exchange, 200, String.join("\n", journal.lines()) + "\n"));
        server.createContext("/stop", exchange -> {
            answer(exchange, 204, "");
            stop.run();
        });
        server.setExecutor(threads);
        server.start();
    }

    static Control start(int port, Application application, Journal journal, Runnable stop) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        return new Control(server, application, journal, stop);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Change {
        void of(HubName hub);
    }

    private static void change(HttpExchange exchange, Change change) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (!exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 405, "POST, please\n");
                return;
            }
            change.of(HubName.of(path.substring(path.lastIndexOf('/') + 1)));
            answer(exchange, 204, "");
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "this is no name of a hub\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
            if (status != 204) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
