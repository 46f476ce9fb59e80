package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.HttpFaults;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads each request within bounds, makes the faults that are due, notes the call, and writes the answer. */
final class FaultyHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FaultyHandler.class);

    /** How much of a body that is too large is read and thrown away. */
    private static final int MAX_REST = 8 * 1024 * 1024;

    private final Service service;
    private final HttpFaults faults;
    private final HttpCalls calls;
    private final CountDownLatch closing;

    FaultyHandler(Service service, HttpFaults faults, HttpCalls calls, CountDownLatch closing) {
        this.service = service;
        this.faults = faults;
        this.calls = calls;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            HttpCall call = new HttpCall(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), query == null ? "" : query, 0);
            Optional<Answer> answer = answer(exchange, faults.strike(call));
            calls.add(call.answered(answer.map(Answer::status).orElse(0)));
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
            // Else closing the exchange without an answer closes the connection.
        }
    }

    private Optional<Answer> answer(HttpExchange exchange, Optional<HttpFault> fault) throws IOException {
        byte[] body = read(exchange);
        if (fault.isEmpty()) {
            return Optional.of(service.answer(exchange, body));
        }
        HttpFault due = fault.get();
        if (due instanceof HttpFault.Answer answer) {
            return Optional.of(service.scripted(answer));
        } else if (due instanceof HttpFault.Delay delay) {
            pause(delay.time());
            return Optional.of(service.answer(exchange, body));
        } else if (due instanceof HttpFault.Before before) {
            before.action().run();
            return Optional.of(service.answer(exchange, body));
        } else if (due instanceof HttpFault.LoseAnswer) {
            Answer lost = service.answer(exchange, body);
            LOG.debug("an answer {} is lost, as scripted", lost.status());
        }
        return Optional.empty();
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

    private void pause(Duration time) {
        try {
            // True when the server closes: then whoever waits for this answer need not wait longer.
            boolean closed = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("a scripted delay of {} is over, closed: {}", time, closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
