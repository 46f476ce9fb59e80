package io.twinlifecycle.adt;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinlifecycle.Texts;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An answer of the service that is not the one that was asked for, read once: status, error code, the service's words, and when to come
 * back. The SDK keeps the error's fields in an implementation package, so they are read from the answer itself.
 */
final class AdtFault extends RuntimeException {

    static final String PRECONDITION_FAILED = "PreconditionFailed";
    static final String TWIN_NOT_FOUND = "DigitalTwinNotFound";
    static final String RELATIONSHIP_NOT_FOUND = "RelationshipNotFound";

    private static final long serialVersionUID = 1L;
    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAX_BODY = 65_536;
    private static final int MAX_DETAILS = 5;
    private static final int MAX_TEXT = 300;

    private final int status;
    private final String code;
    private final String text;
    private final @Nullable String retryAfter;

    private AdtFault(
            int status, String code, String text, @Nullable String retryAfter, @Nullable HttpResponseException cause) {
        super(null, cause, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
        this.retryAfter = retryAfter;
    }

    /** The fault that the SDK's exception stands for. */
    static Mono<AdtFault> read(HttpResponseException failure) {
        HttpResponse answer = failure.getResponse();
        if (answer == null) {
            return Mono.just(new AdtFault(0, "", "", null, failure));
        }
        return answer.getBodyAsString()
                .onErrorReturn("")
                .defaultIfEmpty("")
                .map(body -> of(answer, error(body), failure));
    }

    private static AdtFault of(HttpResponse answer, JsonNode error, HttpResponseException failure) {
        String code = answer.getHeaderValue(ERROR_CODE);
        if (code == null || code.isBlank()) {
            code = error.path("code").asText("");
        }
        if (code.isEmpty() && answer.getStatusCode() == 412) {
            code = PRECONDITION_FAILED; // the status alone says it
        }
        String retryAfter = answer.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        return new AdtFault(answer.getStatusCode(), code, words(error), retryAfter, failure);
    }

    private static JsonNode error(String body) {
        if (body.length() > MAX_BODY) {
            return MAPPER.missingNode();
        }
        try {
            return MAPPER.readTree(body).path("error");
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode(); // a proxy's page, or a body cut short
        }
    }

    private static String words(JsonNode error) {
        StringJoiner words = new StringJoiner("; ");
        addTo(words, error);
        JsonNode details = error.path("details");
        for (int i = 0; i < details.size() && i < MAX_DETAILS; i++) {
            addTo(words, details.path(i));
        }
        return words.toString();
    }

    private static void addTo(StringJoiner words, JsonNode error) {
        String message = error.path("message").asText("");
        if (!message.isBlank()) {
            words.add(Texts.quoted(message, MAX_TEXT));
        }
    }

    /** The HTTP status; zero if there was no answer. */
    int status() {
        return status;
    }

    /** The service's error code; empty if it gave none. */
    String code() {
        return code;
    }

    /** The header {@code Retry-After}, if there was one. */
    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    /** Status, code and the service's words, bounded and on one line. */
    String describe() {
        return "answered " + status
                + (code.isEmpty() ? "" : " " + Texts.quoted(code))
                + (text.isEmpty() ? "" : ": " + text);
    }
}
