package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads each request within bounds, lets it be answered, and writes the answer. */
final class FaultyHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FaultyHandler.class);

    /** How much of a body that is too large is read and thrown away. */
    private static final int MAX_REST = 8 * 1024 * 1024;

    private final Service service;
    private final Requests requests;

    FaultyHandler(Service service, Requests requests) {
        this.service = service;
        this.requests = requests;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        HttpCall call = new HttpCall(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), query == null ? "" : query, 0);
        Optional<HttpFault> fault = requests.strike(call);
        byte[] body;
        try {
            body = read(exchange);
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
        requests.answer(call, fault, service, () -> service.answer(exchange, body), answer -> finish(exchange, answer));
    }

    private static void finish(HttpExchange exchange, Optional<Answer> answer) {
        try (exchange) {
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
            // Else closing the exchange without an answer closes the connection.
        } catch (IOException e) {
            LOG.debug("a client did not wait for its answer", e);
        } catch (RuntimeException e) {
            LOG.error("an answer could not be written", e);
        }
    }

    /**
     * At most one byte more than is allowed, so that the service sees that it was too much. Some of the rest is read and thrown away:
     * clients that cannot finish sending do not look at the answer.
     */
    private byte[] read(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(service.maxBody(exchange) + 1);
            byte[] rest = new byte[8 * 1024];
            int thrownAway = 0;
            int count = 0;
            while (count >= 0 && thrownAway < MAX_REST) {
                count = in.read(rest);
                thrownAway += count;
            }
            return body;
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body();
        boolean hasBody = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
