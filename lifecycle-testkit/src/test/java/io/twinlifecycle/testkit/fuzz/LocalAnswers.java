package io.twinlifecycle.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlifecycle.testkit.internal.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What every answer of a local server is, whatever was asked. */
public final class LocalAnswers {

    private LocalAnswers() {}

    /** It is no failure of the server itself, its headers are lines, and its body is JSON or none. */
    public static JsonNode check(Answer answer) {
        Must.hold(
                answer.status() != 500,
                () -> "a local server failed: " + new String(answer.body(), StandardCharsets.UTF_8));
        answer.headers().forEach((name, value) -> Must.beFitForALog(name + ": " + value, 16_000));
        JsonNode body =
                answer.body().length == 0 ? FuzzedJson.answer(new byte[] {'{', '}'}) : FuzzedJson.answer(answer.body());
        if (body.path("nextLink").isTextual()) {
            URI.create(body.path("nextLink").textValue());
        }
        return body;
    }
}
