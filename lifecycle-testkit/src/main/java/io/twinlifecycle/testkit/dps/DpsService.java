package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Percent;
import io.twinlifecycle.testkit.internal.Service;
import io.twinlifecycle.testkit.world.DeviceAttestation;
import io.twinlifecycle.testkit.world.DeviceEnrollment;
import io.twinlifecycle.testkit.world.Registration;
import io.twinlifecycle.testkit.world.RegistrationRequest;
import io.twinlifecycle.testkit.world.SymmetricKeys;
import io.twinlifecycle.testkit.world.VirtualDps;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the same steps: path, device, body, work. */
final class DpsService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(DpsService.class);

    /** The largest message that DPS takes (its page of quotas and limits). */
    static final int MAX_BODY = 96 * 1024;

    private final VirtualDps dps;
    private final Operations operations;
    private final ServiceApi serviceApi;
    private final TpmKeys tpms = new TpmKeys();
    private final CertificateSource certificates;
    private final Doorkeeper doorkeeper;
    private final DpsAnswers answers;

    DpsService(
            VirtualDps dps,
            Operations operations,
            ServiceApi serviceApi,
            String idScope,
            DpsAnswers answers,
            CertificateSource certificates) {
        this.dps = dps;
        this.serviceApi = serviceApi;
        this.operations = operations;
        doorkeeper = new Doorkeeper(dps, idScope, tpms);
        this.answers = answers;
        this.certificates = certificates;
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
        return guarded(() -> route(exchange, body));
    }

    /** Answers a device, whatever protocol it speaks; never throws. */
    Answer answer(
            DeviceCall call,
            List<String> segments,
            Optional<String> authorization,
            List<X509Certificate> shown,
            byte[] body) {
        return guarded(() -> device(call, segments, authorization, shown, body));
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    private static Answer guarded(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (NotImitated e) {
            return DpsAnswers.notImitated(String.valueOf(e.getMessage()));
        } catch (WorldRefusal e) {
            return DpsAnswers.error(e.status(), e.errorCode(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return DpsAnswers.error(400, 400_000, "The request is malformed: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the local DPS failed", e);
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
        Optional<DeviceCall> call = DeviceCall.of(exchange.getRequestMethod(), segments);
        if (call.isEmpty()) {
            throw new NotImitated("of the device API only PUT {idScope}/registrations/{id}/register, GET"
                    + " {idScope}/registrations/{id}/operations/{id} and POST {idScope}/registrations/{id} are");
        }
        requireVersion(exchange);
        return device(
                call.get(),
                segments,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                certificates.of(exchange),
                body);
    }

    private Answer device(
            DeviceCall call,
            List<String> segments,
            Optional<String> authorization,
            List<X509Certificate> shown,
            byte[] body) {
        if (!segments.get(0).equalsIgnoreCase(doorkeeper.idScope())) {
            return DpsAnswers.error(404, 404_000, "There is no id scope like that; this server has another.");
        }
        RegistrationId device = new RegistrationId(segments.get(2));
        Doorkeeper.Verdict verdict = doorkeeper.check(device, authorization, shown);
        if (!(verdict instanceof Doorkeeper.Verdict.Welcome welcome)) {
            return call != DeviceCall.POLL && authorization.isEmpty()
                    ? challenge(device, body)
                    : DpsAnswers.unauthorized();
        }
        return switch (call) {
            case REGISTER -> register(device, welcome.group(), body);
            case LOOK_UP -> answers.state(dps.registrations().get(device));
            case POLL -> poll(device, segments.get(4));
        };
    }

    private static void requireVersion(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || !query.toLowerCase(Locale.ROOT).contains("api-version=")) {
            throw new IllegalArgumentException("the query parameter api-version is missing");
        }
    }

    /** A device with a TPM is unauthorized at first, and learns how to change that. */
    private Answer challenge(RegistrationId device, byte[] body) {
        return dps.individual(device)
                .map(DeviceEnrollment::attestation)
                .filter(DeviceAttestation.Tpm.class::isInstance)
                .map(DeviceAttestation.Tpm.class::cast)
                .flatMap(enrolled -> tpms.challenge(device, enrolled, DpsAnswers.object(body)))
                .map(DpsAnswers::challenge)
                .orElseGet(DpsAnswers::unauthorized);
    }

    private Answer register(RegistrationId device, Optional<String> group, byte[] body) {
        if (body.length > MAX_BODY) {
            return DpsAnswers.error(413, 413_000, "The request body must have at most " + MAX_BODY + " bytes.");
        }
        Map<String, Object> json = DpsAnswers.object(body);
        if (json.get("registrationId") instanceof String id && !id.equalsIgnoreCase(device.value())) {
            throw new IllegalArgumentException("the body has another registrationId than the path");
        }
        Registration registration = dps.begin(
                new RegistrationRequest(device, group, Optional.ofNullable(json.get("payload")), tpmKeys(device)));
        Answer accepted = answers.operation(registration, Optional.empty());
        operations.start(registration);
        return accepted;
    }

    private Answer poll(RegistrationId device, String operationId) {
        return operations
                .find(operationId)
                .filter(registration -> registration.registrationId().equals(device))
                .map(registration -> answers.operation(registration, tpmKey(device)))
                .orElseGet(() -> DpsAnswers.error(404, 404_000, "There is no such operation of this registration."));
    }

    private boolean hasTpm(RegistrationId device) {
        return dps.individual(device)
                .filter(own -> own.attestation() instanceof DeviceAttestation.Tpm)
                .isPresent();
    }

    private Optional<SymmetricKeys> tpmKeys(RegistrationId device) {
        return hasTpm(device) ? tpms.keysOf(device) : Optional.empty();
    }

    private Optional<String> tpmKey(RegistrationId device) {
        return hasTpm(device) ? tpms.wrapped(device) : Optional.empty();
    }
}
