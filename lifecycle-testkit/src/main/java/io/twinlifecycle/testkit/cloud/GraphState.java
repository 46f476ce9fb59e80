package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.ModelEntry;
import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.internal.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models, twins and relationships in a file. What a file says is tried on a copy of the graph first. */
final class GraphState {

    static final String MODELS = "models";
    static final String TWINS = "twins";
    static final String RELATIONSHIPS = "relationships";
    static final String DECOMMISSIONED = "decommissionedModels";

    private GraphState() {}

    static List<Runnable> steps(TwinGraph graph, Map<String, Object> json) {
        if (json.keySet().stream().noneMatch(List.of(MODELS, TWINS, RELATIONSHIPS, DECOMMISSIONED)::contains)) {
            return List.of();
        }
        TwinGraph copy = new TwinGraph(graph.time());
        Map<String, Object> present = new LinkedHashMap<>();
        write(graph, present);
        load(copy, present);
        load(copy, json);
        return List.of(() -> load(graph, json));
    }

    private static void load(TwinGraph graph, Map<String, Object> json) {
        addModels(graph, json);
        for (Entry entry : Entry.list(json, "", TWINS)) {
            entry.attempt(() -> graph.twins().put(new TwinId(entry.text("$dtId")), twinBody(entry.json()), false));
        }
        for (Entry entry : Entry.list(json, "", RELATIONSHIPS)) {
            entry.attempt(() -> graph.relationships()
                    .put(new TwinId(entry.text("$sourceId")), entry.text("$relationshipId"), entry.json(), false));
        }
        for (Entry entry : Entry.list(json, "", DECOMMISSIONED)) {
            entry.attempt(() -> {
                ModelId id = new ModelId(entry.text("@id"));
                graph.models().decommission(id);
                return id;
            });
        }
    }

    private static void addModels(TwinGraph graph, Map<String, Object> json) {
        List<Map<String, Object>> fresh = new ArrayList<>();
        for (Entry entry : Entry.list(json, "", MODELS)) {
            ModelId id = entry.attempt(() -> new ModelId(entry.text("@id")));
            Map<String, Object> old =
                    graph.models().find(id).map(ModelEntry::dtdl).orElse(entry.json());
            if (!old.equals(entry.json())) {
                throw entry.bad("there is a model " + id + " with another content");
            }
            if (graph.models().find(id).isEmpty()) {
                fresh.add(entry.json());
            }
        }
        if (!fresh.isEmpty()) {
            // They may refer to each other, so they go together; the graph's message names the model that is wrong.
            new Entry(MODELS, json).attempt(() -> graph.models().addAny(fresh));
        }
    }

    /** Without what the service writes into twins. */
    private static Map<String, Object> twinBody(Map<String, Object> json) {
        Map<String, Object> body = new LinkedHashMap<>(json);
        body.keySet().removeIf(name -> name.startsWith("$") && !name.equals("$metadata"));
        return body;
    }

    static void write(TwinGraph graph, Map<String, Object> json) {
        json.put(MODELS, graph.models().all().stream().map(ModelEntry::dtdl).toList());
        json.put(TWINS, graph.twins().all().stream().map(GraphState::twin).toList());
        json.put(
                RELATIONSHIPS,
                graph.relationships().all().stream()
                        .sorted(Comparator.comparing(GraphRelationship::source).thenComparing(GraphRelationship::id))
                        .map(GraphState::relationship)
                        .toList());
        json.put(
                DECOMMISSIONED,
                graph.models().all().stream()
                        .filter(ModelEntry::decommissioned)
                        .map(entry -> Map.of("@id", entry.id().value()))
                        .toList());
    }

    private static Map<String, Object> twin(GraphTwin twin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("$dtId", twin.id().value());
        json.put("$metadata", Map.of("$model", twin.model().value()));
        twin.contents().forEach((name, value) -> {
            Map<String, Object> component = twin.times().components().containsKey(name) ? Json.asObject(value) : null;
            if (component == null) {
                json.put(name, value);
            } else {
                // The service wants to see it in components, so that a saved twin could be sent there.
                Map<String, Object> withMetadata = new LinkedHashMap<>();
                withMetadata.put("$metadata", Map.of());
                withMetadata.putAll(component);
                json.put(name, withMetadata);
            }
        });
        return json;
    }

    private static Map<String, Object> relationship(GraphRelationship relationship) {
        Map<String, Object> json = new LinkedHashMap<>(relationship.document());
        json.remove("$etag");
        return json;
    }
}
