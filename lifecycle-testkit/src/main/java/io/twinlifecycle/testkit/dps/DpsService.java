package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.Service;
import io.twinlifecycle.testkit.world.Registration;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.VirtualDps;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the same steps: path, device, body, work. */
final class DpsService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(DpsService.class);

    /** The largest message that DPS takes (its page of quotas and limits). */
    private static final int MAX_BODY = 96 * 1024;

    private final VirtualDps dps;
    private final Operations operations;
    private final ServiceApi serviceApi;
    private final CertificateSource certificates = CertificateSource.connection();
    private final Doorkeeper doorkeeper;
    private final DpsAnswers answers;

    DpsService(VirtualDps dps, Operations operations, ServiceApi serviceApi, String idScope, Duration pollAfter) {
        this.dps = dps;
        this.serviceApi = serviceApi;
        this.operations = operations;
        doorkeeper = new Doorkeeper(dps, idScope);
        answers = new DpsAnswers(pollAfter);
    }

    @Override
    public int maxBody(HttpExchange exchange) {
        return MAX_BODY;
    }

    @Override
    public boolean asksForCertificates() {
        return true;
    }

    @Override
    public Answer scripted(HttpFault.Answer fault) {
        return DpsAnswers.scripted(fault);
    }

    @Override
    public Answer answer(HttpExchange exchange, byte[] body) {
        try {
            return route(exchange, body);
        } catch (NotImitated e) {
            return DpsAnswers.notImitated(String.valueOf(e.getMessage()));
        } catch (WorldRefusal e) {
            return DpsAnswers.error(e.status(), e.errorCode(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return DpsAnswers.error(400, 400_000, "The request is malformed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the local DPS failed on a {}", exchange.getRequestMethod(), e);
            return DpsAnswers.error(500, 500_000, "The local DPS failed; see its log.");
        }
    }

    private Answer route(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        List<String> segments = Arrays.stream(path.substring(1).split("/", -1))
                .map(Percent::decode)
                .toList();
        if (serviceApi.isFor(segments)) {
            requireVersion(exchange);
            return serviceApi.answer(exchange, segments, body);
        }
        boolean registers = segments.size() == 4 && segments.get(3).equals("register");
        boolean polls = segments.size() == 5 && segments.get(3).equals("operations");
        if (segments.size() < 3 || !segments.get(1).equals("registrations") || !(registers || polls)) {
            return DpsAnswers.notImitated(
                    "only PUT {idScope}/registrations/{id}/register and GET {idScope}/registrations/{id}/operations/{id}"
                            + " are");
        }
        if (!exchange.getRequestMethod().equals(registers ? "PUT" : "GET")) {
            return DpsAnswers.notImitated("another method than PUT to register and GET to poll");
        }
        requireVersion(exchange);
        if (!segments.get(0).equalsIgnoreCase(doorkeeper.idScope())) {
            return DpsAnswers.error(404, 404_000, "There is no id scope like that; this server has another.");
        }
        RegistrationId device = new RegistrationId(segments.get(2));
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        Doorkeeper.Verdict verdict = doorkeeper.check(device, authorization, certificates.of(exchange));
        if (!(verdict instanceof Doorkeeper.Verdict.Welcome welcome)) {
            return DpsAnswers.unauthorized();
        }
        return registers ? register(device, welcome.group(), body) : poll(device, segments.get(4));
    }

    private static void requireVersion(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || !query.toLowerCase(Locale.ROOT).contains("api-version=")) {
            throw new IllegalArgumentException("the query parameter api-version is missing");
        }
    }

    private Answer register(RegistrationId device, Optional<String> group, byte[] body) {
        if (body.length > MAX_BODY) {
            return DpsAnswers.error(413, 413_000, "The request body must have at most " + MAX_BODY + " bytes.");
        }
        Map<String, Object> json = DpsAnswers.object(body);
        if (json.get("registrationId") instanceof String id && !id.equalsIgnoreCase(device.value())) {
            throw new IllegalArgumentException("the body has another registrationId than the path");
        }
        Registration registration =
                dps.begin(new RegistrationRequest(device, group, Optional.ofNullable(json.get("payload"))));
        Answer accepted = answers.operation(registration);
        operations.start(registration);
        return accepted;
    }

    private Answer poll(RegistrationId device, String operationId) {
        return operations
                .find(operationId)
                .filter(registration -> registration.registrationId().equals(device))
                .map(answers::operation)
                .orElseGet(() -> DpsAnswers.error(404, 404_000, "There is no such operation of this registration."));
    }
}
