package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.TwinGraphException;
import io.twinlifecycle.testkit.http.HttpFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Refusals as the service words them on the wire. */
final class ErrorBodies {

    private ErrorBodies() {}

    static AdtResponse of(TwinGraphException refusal) {
        String code = refusal.code().wireName();
        Map<String, Object> error = error(code, String.valueOf(refusal.getMessage()));
        if (!refusal.details().isEmpty()) {
            List<Map<String, Object>> details = refusal.details().stream()
                    .map(detail -> error(code, detail))
                    .toList();
            error.put("details", details);
        }
        return AdtResponse.error(refusal.code().status(), code, Map.of("error", error));
    }

    static AdtResponse of(int status, String code, String message) {
        return AdtResponse.error(status, code, Map.of("error", error(code, message)));
    }

    /** Recorded of an empty body: no {@code x-ms-error-code}. */
    static AdtResponse badRequest(String message) {
        return AdtResponse.json(400, Map.of("error", error("BadRequest", message)));
    }

    /** Recorded: no envelope, and no charset. */
    static AdtResponse unauthorized() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", 401);
        body.put("message", "Unauthorized");
        return new AdtResponse(401, Map.of("Content-Type", "application/json"), Optional.of(body));
    }

    /** Recorded: a status where other errors have a code. */
    static AdtResponse throttled() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("statusCode", 429);
        error.put("message", "Maximum request rate limit reached.");
        return new AdtResponse(429, Map.of("Content-Type", "application/json"), Optional.of(Map.of("error", error)));
    }

    /**
     * Recorded of a patch whose element is no object: it fails before the service's own checks.
     *
     * @param ofTwin whether it was for a twin itself; then the service complains twice
     */
    static AdtResponse notAPatchDocument(boolean ofTwin) {
        Map<String, Object> errors = new LinkedHashMap<>();
        errors.put("", List.of("The JSON patch document was malformed and could not be parsed."));
        if (ofTwin) {
            errors.put("jsonPatchDocument", List.of("The jsonPatchDocument field is required."));
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("errors", errors);
        body.put("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1");
        body.put("title", "One or more validation errors occurred.");
        body.put("status", 400);
        body.put("detail", null);
        body.put("instance", null);
        body.put("extensions", Map.of("traceId", traceId()));
        return new AdtResponse(
                400, Map.of("Content-Type", "application/problem+json; charset=utf-8"), Optional.of(body));
    }

    private static String traceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("00-%016x%016x-%016x-00", random.nextLong(), random.nextLong(), random.nextLong());
    }

    static AdtResponse scripted(HttpFault.Answer fault) {
        return switch (fault.status()) {
            case 401 -> unauthorized();
            case 429 -> throttled();
            default -> of(fault.status(), "ScriptedFault", "The test told this server to answer so.");
        };
    }

    private static Map<String, Object> error(String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return error;
    }
}
