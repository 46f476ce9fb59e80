package io.twinlifecycle.testkit.internal;

import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpCalls;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.http.HttpFaults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the faults that are due and notes each request, whatever protocol it came by. Safe for use by many threads. */
public final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final HttpFaults faults;
    private final HttpCalls calls;
    private final Later later;

    Requests(HttpFaults faults, HttpCalls calls, Later later) {
        this.faults = faults;
        this.calls = calls;
        this.later = later;
    }

    /** What shall go wrong with a request, which is used up by asking. */
    public Optional<HttpFault> strike(HttpCall call) {
        return faults.strike(call);
    }

    /**
     * Answers a request: on this thread, or later if it is to wait.
     *
     * @param call the request, not answered yet
     * @param fault what {@link #strike} said
     * @param service words scripted faults, and has the clock
     * @param work the service's answer
     * @param then gets the answer; empty if the connection shall be closed without one
     */
    public void answer(
            HttpCall call,
            Optional<HttpFault> fault,
            Service service,
            Supplier<Answer> work,
            Consumer<Optional<Answer>> then) {
        Duration wait = fault.filter(HttpFault.Delay.class::isInstance)
                .map(delay -> ((HttpFault.Delay) delay).time())
                .orElse(Duration.ZERO)
                .plus(faults.latency());
        later.run(wait, () -> {
            Optional<Answer> answer = answer(call, fault, service, work);
            calls.add(call.answered(answer.map(Answer::status).orElse(0)));
            then.accept(answer);
        });
    }

    private Optional<Answer> answer(HttpCall call, Optional<HttpFault> fault, Service service, Supplier<Answer> work) {
        try {
            HttpFault due = fault.orElse(null);
            if (due instanceof HttpFault.Answer scripted) {
                return Optional.of(withRetryAfter(service, service.scripted(scripted), scripted));
            } else if (due instanceof HttpFault.DropConnection) {
                return Optional.empty();
            } else if (due instanceof HttpFault.Before before) {
                before.action().run();
            }
            Answer answer = work.get();
            faults.limits().settle(call, answer.headers());
            if (due instanceof HttpFault.LoseAnswer) {
                LOG.debug("an answer {} is lost, as scripted", answer.status());
                return Optional.empty();
            }
            return Optional.of(answer);
        } catch (RuntimeException e) {
            LOG.error("a local server failed on a {}", call.method(), e);
            return Optional.empty();
        }
    }

    private static Answer withRetryAfter(Service service, Answer plain, HttpFault.Answer scripted) {
        Optional<String> header = scripted.retryAfterHeader(service.time().now());
        if (header.isEmpty()) {
            return plain;
        }
        Map<String, String> headers = new LinkedHashMap<>(plain.headers());
        headers.put("Retry-After", header.get());
        return new Answer(plain.status(), headers, plain.body());
    }
}
