package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.testkit.fidelity.Recording.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares an answer with the recorded one: status, error code, headers, and the body. */
final class Comparison {

    private static final Pattern ETAG = Pattern.compile("W/\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"");

    private final Interaction recorded;
    private final Answer answer;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Interaction recorded, Answer answer) {
        this.recorded = recorded;
        this.answer = answer;
    }

    /** What differs, one sentence each. */
    static List<String> differences(Interaction recorded, Answer answer, boolean hasTwinTime) {
        Comparison comparison = new Comparison(recorded, answer);
        comparison.compare(
                "status",
                String.valueOf(recorded.status()),
                String.valueOf(answer.response().statusCode()));
        comparison.compare("error code", code(recorded.responseBody()), code(answer.body()));
        comparison.compareHeaders();
        comparison.compareBodies(hasTwinTime);
        return comparison.differences;
    }

    private void compareHeaders() {
        Optional<String> type = recorded("Content-Type");
        if (type.isPresent()) {
            compare("Content-Type", type.get(), answer.header("Content-Type").orElse("none"));
        }
        compare(
                "ETag is there",
                recorded("ETag").isPresent(),
                answer.header("ETag").isPresent());
        answer.header("ETag")
                .ifPresent(etag ->
                        compare("form of the ETag", true, ETAG.matcher(etag).matches()));
        compareErrorCodeHeader();
        for (String name : List.of("query-charge", "Retry-After")) {
            compare(
                    name + " is there",
                    recorded(name).isPresent(),
                    answer.header(name).isPresent());
        }
    }

    /** Older recordings do not have it; since May 2023 it is the error's code. */
    private void compareErrorCodeHeader() {
        String expected = recorded("x-ms-error-code").orElse("");
        String actual = answer.header("x-ms-error-code").orElse("");
        boolean drift = expected.isEmpty() && actual.equals(code(answer.body()));
        if (!drift) {
            compare("x-ms-error-code", expected, actual);
        }
    }

    private void compareBodies(boolean hasTwinTime) {
        compare(
                "body is there",
                recorded.responseBody().isPresent(),
                answer.body().isPresent());
        if (recorded.responseBody().isPresent() && answer.body().isPresent()) {
            String path = recorded.path().toLowerCase(Locale.ROOT);
            boolean shared = (recorded.method().equals("GET")
                            && (path.startsWith("/models?")
                                    || path.startsWith("/eventroutes?")
                                    || path.startsWith("/jobs/imports?")))
                    || path.startsWith("/query?");
            BodyComparison bodies = new BodyComparison(hasTwinTime, shared);
            differences.addAll(bodies.differences(
                    recorded.responseBody().get(), answer.body().get()));
        }
    }

    private Optional<String> recorded(String header) {
        return Optional.ofNullable(recorded.responseHeaders().get(header));
    }

    private void compare(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": recorded " + expected + ", here " + actual);
        }
    }

    private static String code(Optional<JsonNode> body) {
        return body.map(json -> json.path("error").path("code").asText("")).orElse("");
    }
}
