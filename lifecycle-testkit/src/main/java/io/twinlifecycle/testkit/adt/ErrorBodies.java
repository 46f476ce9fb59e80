package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.TwinGraphException;
import io.twinlifecycle.testkit.http.HttpFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Recorded of a patch whose element is no object: it fails before the service's own checks. */
    static AdtResponse notAPatchDocument() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("errors", Map.of("jsonPatchDocument", List.of("The jsonPatchDocument field is required.")));
        body.put("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1");
        body.put("title", "One or more validation errors occurred.");
        body.put("status", 400);
        return new AdtResponse(
                400, Map.of("Content-Type", "application/problem+json; charset=utf-8"), Optional.of(body));
    }

    static AdtResponse scripted(HttpFault.Answer fault) {
        AdtResponse plain = switch (fault.status()) {
            case 401 -> unauthorized();
            case 429 -> throttled();
            default -> of(fault.status(), "ScriptedFault", "The test told this server to answer so.");
        };
        if (fault.retryAfter().isEmpty()) {
            return plain;
        }
        Map<String, String> headers = new LinkedHashMap<>(plain.headers());
        long seconds = fault.retryAfter().get().plusMillis(999).toSeconds();
        headers.put("Retry-After", String.valueOf(seconds));
        return new AdtResponse(plain.status(), headers, plain.body());
    }

    private static Map<String, Object> error(String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        return error;
    }
}
