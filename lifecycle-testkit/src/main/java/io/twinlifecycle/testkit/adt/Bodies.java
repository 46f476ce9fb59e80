package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.PatchOperation;
import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What several routes read from requests and write into answers. */
final class Bodies {

    private Bodies() {}

    static TwinId twinId(String text) {
        if (!TwinId.isValid(text)) {
            throw new Refused(ErrorBodies.of(400, "InvalidArgument", "The digital twin id is invalid."));
        }
        return new TwinId(text);
    }

    static ModelId modelId(String text) {
        if (!ModelId.isValid(text)) {
            throw new Refused(ErrorBodies.of(400, "InvalidArgument", "The model id is invalid."));
        }
        return new ModelId(text);
    }

    static Map<String, Object> object(AdtRequest request) {
        Map<String, Object> object = Json.asObject(request.json());
        if (object == null) {
            throw new Refused(ErrorBodies.of(400, "InvalidArgument", "Payload is invalid."));
        }
        return object;
    }

    /** A text that the body must have. */
    static String text(Map<String, Object> body, String name) {
        if (body.get(name) instanceof String text) {
            return text;
        }
        throw new Refused(ErrorBodies.of(400, "InvalidArgument", "The body must have a text " + name + "."));
    }

    static List<PatchOperation> patch(AdtRequest request) {
        boolean ofTwin = request.segments().get(0).equalsIgnoreCase("digitaltwins")
                && request.segments().size() == 2;
        Object document = request.json();
        if (document instanceof List<?> elements && elements.stream().anyMatch(element -> !(element instanceof Map))) {
            throw new Refused(ErrorBodies.notAPatchDocument(ofTwin));
        }
        return PatchOperation.parse(document);
    }

    /** Says whether the client wants to create only; {@code *} is the one value that the service knows. */
    static boolean onlyIfAbsent(AdtRequest request) {
        Optional<String> header = request.header("if-none-match").map(String::strip);
        if (header.isPresent() && !header.get().equals("*")) {
            throw new Refused(ErrorBodies.of(
                    400, "InvalidArgument", "Invalid If-None-Match header value. Allowed value(s): If-None-Match: *"));
        }
        return header.isPresent();
    }

    /** Recorded of relationships: the link comes first. */
    static AdtResponse page(@Nullable String nextLink, List<Map<String, Object>> items) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("nextLink", nextLink);
        body.put("value", items);
        return AdtResponse.json(200, body);
    }

    /** An answer that ends the work on a request. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient AdtResponse response;

        Refused(AdtResponse response) {
            super("status " + response.status());
            this.response = response;
        }

        AdtResponse response() {
            return response;
        }
    }
}
