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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    private final Later later;

    FaultyHandler(Service service, HttpFaults faults, HttpCalls calls, Later later) {
        this.service = service;
        this.faults = faults;
        this.calls = calls;
        this.later = later;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        HttpCall call = new HttpCall(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), query == null ? "" : query, 0);
        Optional<HttpFault> fault = faults.strike(call);
        byte[] body;
        try {
            body = read(exchange);
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
        Duration wait = fault.filter(HttpFault.Delay.class::isInstance)
                .map(delay -> ((HttpFault.Delay) delay).time())
                .orElse(Duration.ZERO)
                .plus(faults.latency());
        later.run(wait, () -> finish(exchange, call, body, fault));
    }

    private void finish(HttpExchange exchange, HttpCall call, byte[] body, Optional<HttpFault> fault) {
        try (exchange) {
            Optional<Answer> answer = answer(exchange, call, body, fault);
            calls.add(call.answered(answer.map(Answer::status).orElse(0)));
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
            // Else closing the exchange without an answer closes the connection.
        } catch (IOException e) {
            LOG.debug("a client did not wait for its answer", e);
        } catch (RuntimeException e) {
            LOG.error("a local server failed on a {}", call.method(), e);
        }
    }

    private Optional<Answer> answer(HttpExchange exchange, HttpCall call, byte[] body, Optional<HttpFault> fault) {
        HttpFault due = fault.orElse(null);
        if (due instanceof HttpFault.Answer scripted) {
            return Optional.of(withRetryAfter(service.scripted(scripted), scripted));
        } else if (due instanceof HttpFault.DropConnection) {
            return Optional.empty();
        } else if (due instanceof HttpFault.Before before) {
            before.action().run();
        }
        Answer answer = service.answer(exchange, body);
        faults.limits().settle(call, answer.headers());
        if (due instanceof HttpFault.LoseAnswer) {
            LOG.debug("an answer {} is lost, as scripted", answer.status());
            return Optional.empty();
        }
        return Optional.of(answer);
    }

    private Answer withRetryAfter(Answer plain, HttpFault.Answer scripted) {
        Optional<String> header = scripted.retryAfterHeader(service.time().now());
        if (header.isEmpty()) {
            return plain;
        }
        Map<String, String> headers = new LinkedHashMap<>(plain.headers());
        headers.put("Retry-After", header.get());
        return new Answer(plain.status(), headers, plain.body());
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
