package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.HubHost;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.WireTime;
import io.twinlifecycle.testkit.world.Registration;
import io.twinlifecycle.testkit.world.RegistrationRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Answers in the shapes of the service. */
final class DpsAnswers {

    private final Duration pollAfter;
    private final Function<HubHost, String> hubAddress;

    /**
     * Answers.
     *
     * @param pollAfter what devices are told to wait
     * @param hubAddress what devices are told of a hub
     */
    DpsAnswers(Duration pollAfter, Function<HubHost, String> hubAddress) {
        this.pollAfter = pollAfter;
        this.hubAddress = hubAddress;
    }

    /**
     * How a registration stands. The registration's state comes along when it is decided, as the service does it.
     *
     * @param tpmKey the key that its hub knows the device by, wrapped for its TPM
     */
    Answer operation(Registration registration, Optional<String> tpmKey) {
        RegistrationRecord state = registration.state();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("operationId", registration.operationId());
        body.put("status", state.status().wireName());
        if (state.status() == RegistrationRecord.Status.ASSIGNING) {
            return json(202, body, Map.of("Retry-After", seconds(pollAfter)));
        }
        Map<String, Object> document = document(state);
        tpmKey.ifPresent(key -> document.put("tpm", Map.of("authenticationKey", key)));
        body.put("registrationState", document);
        return json(200, body, Map.of());
    }

    /** A registration's state as a device sees it. */
    Answer state(RegistrationRecord state) {
        return json(200, document(state), Map.of());
    }

    private Map<String, Object> document(RegistrationRecord state) {
        Map<String, Object> document = state.document();
        state.assignment().ifPresent(where -> document.put("assignedHub", hubAddress.apply(where.hub())));
        return document;
    }

    /** Unauthorized yet: with the key that the device's TPM has to find in it. */
    static Answer challenge(String wrappedKey) {
        return json(401, Map.of("authenticationKey", wrappedKey), Map.of());
    }

    static Answer unauthorized() {
        return error(401, 401_002, "Unauthorized");
    }

    static Answer notImitated(String what) {
        return error(501, 501_000, "The local DPS does not imitate this: " + what);
    }

    static Answer scripted(HttpFault.Answer fault) {
        return switch (fault.status()) {
            case 401 -> unauthorized();
            case 429 -> error(429, 429_001, "Operations are being throttled.");
            default -> error(fault.status(), fault.status() * 1_000, "The test told this server to answer so.");
        };
    }

    /** As recorded in issues of the device SDKs: the tracking id is that of the request. */
    static Answer error(int status, int errorCode, String message) {
        String trackingId = UUID.randomUUID().toString();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errorCode", errorCode);
        body.put("trackingId", trackingId);
        body.put("message", message);
        body.put("timestampUtc", WireTime.of(TimeSource.system().now()));
        return json(status, body, Map.of("x-ms-request-id", trackingId));
    }

    /**
     * The object that a body is.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Map<String, Object> object(byte[] body) {
        Map<String, Object> json = Json.asObject(Json.parse(body));
        if (json == null) {
            throw new IllegalArgumentException("the body is no JSON object");
        }
        return json;
    }

    static Answer noContent() {
        return new Answer(204, Map.of(), new byte[0]);
    }

    static Answer json(int status, Object body, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", "application/json; charset=utf-8");
        return new Answer(status, headers, Json.bytes(body));
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.plusMillis(999).toSeconds());
    }
}
