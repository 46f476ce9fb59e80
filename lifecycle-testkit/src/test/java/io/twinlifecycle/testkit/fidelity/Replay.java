package io.twinlifecycle.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlifecycle.testkit.adt.LocalAdt;
import io.twinlifecycle.testkit.fidelity.Recording.Interaction;
import io.twinlifecycle.testkit.graph.ImportJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what was recorded to a local server of its own. Two things were done outside the data plane when it was recorded, and are done
 * here by hand: the endpoints of event routes were there, and import jobs came to an end.
 */
final class Replay {

    /**
     * How an interaction went.
     *
     * @param interaction its number, from 0
     * @param what method and path
     * @param differences what differs from the recording; empty if nothing does
     */
    record Verdict(int interaction, String what, List<String> differences) {}

    private final LocalAdt adt;
    private final HttpClient client;
    private final List<Optional<Answer>> answers = new ArrayList<>();

    private Replay(LocalAdt adt) {
        this.adt = adt;
        client = HttpClient.newBuilder().sslContext(adt.sslContext()).build();
    }

    /** One verdict for each interaction that is not to be skipped. */
    static List<Verdict> of(Recording recording) throws IOException, InterruptedException {
        try (LocalAdt adt = LocalAdt.start()) {
            return new Replay(adt).run(recording);
        }
    }

    private List<Verdict> run(Recording recording) throws IOException, InterruptedException {
        for (Interaction each : recording.setup()) {
            Answer answer = send(each);
            if (answer.response().statusCode() >= 400) {
                throw new IllegalStateException("setup of " + recording.name() + " fails: "
                        + answer.response().body());
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Interaction each : recording.interactions()) {
            if (each.skipped().isPresent()) {
                answers.add(Optional.empty());
                continue;
            }
            makeEndpoint(each);
            Answer answer = send(each);
            endJob(each, answer);
            verdicts.add(new Verdict(
                    answers.size(),
                    each.method() + " " + each.path(),
                    Comparison.differences(each, answer, recording.hasTwinTime())));
            answers.add(Optional.of(answer));
        }
        return verdicts;
    }

    private Answer send(Interaction interaction) throws IOException, InterruptedException {
        String path = interaction.path();
        Map<String, String> headers = new LinkedHashMap<>(interaction.requestHeaders());
        Optional<JsonNode> body = interaction.requestBody().map(JsonNode::deepCopy);
        for (Map.Entry<String, JsonNode> bind : interaction.bind().properties()) {
            String value = earlier(bind.getValue());
            if (bind.getKey().equals("path")) {
                path = value;
            } else if (bind.getKey().startsWith("requestBody.")) {
                ((ObjectNode) body.orElseThrow()).put(bind.getKey().substring("requestBody.".length()), value);
            } else {
                headers.put(bind.getKey(), value);
            }
        }
        URI uri = path.startsWith("https:") ? URI.create(path) : URI.create(adt.endpoint() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer any")
                .method(
                        interaction.method(),
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()));
        headers.forEach(request::header);
        return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
    }

    private String earlier(JsonNode source) {
        Answer answer = answers.get(source.path("interaction").asInt()).orElseThrow();
        if (source.has("responseHeader")) {
            return answer.header(source.path("responseHeader").asText()).orElseThrow();
        }
        return answer.body().orElseThrow().path(source.path("json").asText()).asText();
    }

    private void makeEndpoint(Interaction interaction) {
        if (interaction.path().startsWith("/eventroutes/") && interaction.status() == 204) {
            interaction
                    .requestBody()
                    .ifPresent(body -> adt.graph()
                            .eventRoutes()
                            .addEndpoint(body.path("endpointName").asText()));
        }
    }

    private void endJob(Interaction interaction, Answer answer) {
        if (interaction.path().startsWith("/jobs/imports/") && answer.response().statusCode() == 201) {
            String id = answer.body().orElseThrow().path("id").asText();
            adt.graph().importJobs().set(id, ImportJob.Status.SUCCEEDED);
        }
    }
}
