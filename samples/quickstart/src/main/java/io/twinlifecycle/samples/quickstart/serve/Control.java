package io.twinlifecycle.samples.quickstart.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.twinlifecycle.HubName;
import io.twinlifecycle.samples.quickstart.page.Gate;
import io.twinlifecycle.samples.quickstart.page.Page;
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
 * /stop} ends it all. The rest is the {@link Page}. Other web pages are kept out by the {@link Gate}.
 */
final class Control implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Control(HttpServer server, Application application, Journal journal, Page page, Runnable stop) {
        this.server = server;
        Gate gate = new Gate(server.getAddress().getPort());
        add("/drain/", gate, exchange -> change(exchange, hub -> application.drain(hub, true)));
        add("/undrain/", gate, exchange -> change(exchange, hub -> application.drain(hub, false)));
        add("/journal", gate, exchange -> answer(exchange, 200, String.join("\n", journal.lines()) + "\n"));
        add("/stop", gate, exchange -> {
            if (isPost(exchange)) {
                answer(exchange, 204, "");
                stop.run();
            }
        });
        page.serve(server, gate, application);
        server.setExecutor(threads);
        server.start();
    }

    static Control start(int port, Application application, Journal journal, Page page, Runnable stop)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        return new Control(server, application, journal, page, stop);
    }

    private void add(String path, Gate gate, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(gate);
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
        if (!isPost(exchange)) {
            return;
        }
        String path = exchange.getRequestURI().getPath();
        try {
            change.of(HubName.of(path.substring(path.lastIndexOf('/') + 1)));
            answer(exchange, 204, "");
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, "this is no name of a hub\n");
        }
    }

    /** A GET changes nothing and is answered here: any link or picture could make a browser send one. */
    private static boolean isPost(HttpExchange exchange) throws IOException {
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (!isPost) {
            answer(exchange, 405, "POST, please\n");
        }
        return isPost;
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
