package io.twinlifecycle.samples.quickstart.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers whose body is text, or nothing. */
final class Texts {

    private static final int NO_CONTENT = 204;

    private Texts() {}

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static void nothing(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }

    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
