package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What the local server answered.
 *
 * @param response the answer, its body as text
 * @param body the body, if there is one
 */
record Answer(HttpResponse<String> response, Optional<JsonNode> body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Answer of(HttpResponse<String> response) throws JsonProcessingException {
        return new Answer(
                response, response.body().isEmpty() ? Optional.empty() : Optional.of(MAPPER.readTree(response.body())));
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }
}
