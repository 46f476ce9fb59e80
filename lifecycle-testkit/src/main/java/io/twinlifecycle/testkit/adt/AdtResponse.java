package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body as Java's own types, if it has one
 */
record AdtResponse(int status, Map<String, String> headers, Optional<Object> body) {

    private static final String JSON = "application/json; charset=utf-8";

    static AdtResponse noContent() {
        return new AdtResponse(204, Map.of(), Optional.empty());
    }

    static AdtResponse noContent(String etag) {
        return new AdtResponse(204, Map.of("ETag", etag), Optional.empty());
    }

    static AdtResponse json(int status, Object body) {
        return new AdtResponse(status, Map.of("Content-Type", JSON), Optional.of(body));
    }

    static AdtResponse json(int status, String etag, Object body) {
        return new AdtResponse(status, Map.of("Content-Type", JSON, "ETag", etag), Optional.of(body));
    }

    static AdtResponse error(int status, String code, Object body) {
        return new AdtResponse(status, Map.of("Content-Type", JSON, "x-ms-error-code", code), Optional.of(body));
    }

    /** The same with one header more. */
    AdtResponse with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new AdtResponse(status, more, body);
    }

    byte[] bytes() {
        return body.map(Json::bytes).orElse(new byte[0]);
    }
}
