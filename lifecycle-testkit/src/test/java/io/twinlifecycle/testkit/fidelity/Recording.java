package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client sent to the service and what it was answered. {@code substituteIds} of the file are not needed, since every recording
 * is replayed against an instance of its own; {@code partial} says that clean-up is missing, which such an instance does not need.
 *
 * @param name of the file, without its ending
 * @param setup what to send first; its answers were not recorded
 * @param interactions the rest
 * @param hasTwinTime whether the recorded api-version wrote {@code $lastUpdateTime} into {@code $metadata}
 */
record Recording(String name, List<Interaction> setup, List<Interaction> interactions, boolean hasTwinTime) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A request and its answer.
     *
     * @param path with the query
     * @param requestHeaders recorded and inferred ones
     * @param requestBody recorded or inferred
     * @param bind what to take from earlier answers
     * @param skipped why not to send it, if not
     */
    record Interaction(
            String method,
            String path,
            Map<String, String> requestHeaders,
            Optional<JsonNode> requestBody,
            JsonNode bind,
            int status,
            Map<String, String> responseHeaders,
            Optional<JsonNode> responseBody,
            Optional<String> skipped) {

        static Interaction of(JsonNode json) {
            Map<String, String> headers = headers(json.path("requestHeaders"));
            headers.putAll(headers(json.path("requestHeadersInferred")));
            return new Interaction(
                    json.path("method").asText(),
                    json.path("path").asText(),
                    headers,
                    body(json.path("requestBody")).or(() -> body(json.path("requestBodyInferred"))),
                    json.path("bind"),
                    json.path("status").asInt(),
                    headers(json.path("responseHeaders")),
                    body(json.path("responseBody")),
                    body(json.path("skipReplay")).map(JsonNode::asText));
        }

        private static Map<String, String> headers(JsonNode json) {
            Map<String, String> headers = new LinkedHashMap<>();
            json.properties()
                    .forEach(field ->
                            headers.put(field.getKey(), field.getValue().asText()));
            return headers;
        }

        private static Optional<JsonNode> body(JsonNode json) {
            return json.isMissingNode() || json.isNull() ? Optional.empty() : Optional.of(json);
        }
    }

    static List<Recording> readAll(Path directory) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                recordings.add(read(file));
            }
        }
        return recordings;
    }

    private static Recording read(Path file) throws IOException {
        JsonNode json = MAPPER.readTree(file.toFile());
        return new Recording(
                String.valueOf(file.getFileName()).replaceFirst("\\.json$", ""),
                interactions(json.path("setup")),
                interactions(json.path("interactions")),
                json.path("metadataHasLastUpdateTime").asBoolean(true));
    }

    private static List<Interaction> interactions(JsonNode json) {
        List<Interaction> interactions = new ArrayList<>();
        json.forEach(each -> interactions.add(Interaction.of(each)));
        return interactions;
    }
}
