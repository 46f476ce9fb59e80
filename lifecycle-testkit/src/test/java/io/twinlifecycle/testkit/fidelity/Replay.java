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
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Sends what was recorded to a local server of its own. Three things were done outside the data plane when it was recorded, and are done
 * here by hand: the endpoints of event routes were there, import jobs came to an end, and who was answered 401 had a credential that the
 * service did not know, in place of which none is sent here.
 */
final class Replay {

    /**
     * How an interaction went.
     *
     * @param interaction its number, from 0; -1 for a request of the setup that was refused
     * @param what method and path
     * @param differences what differs from the recording; empty if nothing does
     */
    record Verdict(int interaction, String what, List<String> differences) {}

    private static final int UNAUTHORIZED = 401;

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
        List<Verdict> verdicts = new ArrayList<>();
        for (Interaction each : recording.setup()) {
            Answer answer = send(each);
            if (answer.response().statusCode() >= 400) {
                verdicts.add(new Verdict(
                        -1,
                        "setup " + each.method() + " " + each.path(),
                        List.of("refused: " + answer.response().body())));
            }
        }
        for (Interaction each : recording.interactions()) {
            if (each.skipped().isPresent()) {
                answers.add(Optional.empty());
                continue;
            }
            makeEndpoint(each);
            List<String> differences = new ArrayList<>();
            Optional<Answer> answer = tryToSend(each, differences);
            if (answer.isPresent()) {
                endJob(each, answer.get());
                differences.addAll(Comparison.differences(each, answer.get(), recording.hasTwinTime()));
            }
            verdicts.add(new Verdict(answers.size(), each.method() + " " + each.path(), differences));
            answers.add(answer);
        }
        return verdicts;
    }

    /** What cannot be sent, since an earlier answer lacks what was recorded, disagrees; the rest is compared all the same. */
    private Optional<Answer> tryToSend(Interaction interaction, List<String> differences)
            throws IOException, InterruptedException {
        try {
            return Optional.of(send(interaction));
        } catch (NoSuchElementException | IllegalArgumentException e) {
            differences.add("cannot be sent: " + e.getMessage());
            return Optional.empty();
        }
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
                .method(
                        interaction.method(),
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()));
        headers.forEach(request::header);
        if (interaction.status() != UNAUTHORIZED) {
            request.header("Authorization", "Bearer any");
        }
        return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
    }

    private String earlier(JsonNode source) {
        int number = source.path("interaction").asInt();
        Optional<Answer> answer = answers.get(number);
        Optional<String> value = source.has("responseHeader")
                ? answer.flatMap(
                        each -> each.header(source.path("responseHeader").asText()))
                : answer.flatMap(Answer::body)
                        .map(body -> body.path(source.path("json").asText()))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText);
        return value.orElseThrow(() -> new NoSuchElementException("answer " + number + " has no " + source));
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
