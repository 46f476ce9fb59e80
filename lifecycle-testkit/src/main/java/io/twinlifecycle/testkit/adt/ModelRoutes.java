package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.testkit.graph.ModelEntry;
import io.twinlifecycle.testkit.graph.Models;
import io.twinlifecycle.testkit.graph.PatchOperation;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /models} and {@code /models/{id}}. */
final class ModelRoutes {

    private final Models models;

    ModelRoutes(Models models) {
        this.models = models;
    }

    AdtResponse add(AdtRequest request) {
        if (!(request.json() instanceof List<?> elements)) {
            throw invalid("Payload is invalid.");
        }
        List<Map<String, Object>> dtdl = new ArrayList<>();
        for (Object element : elements) {
            Map<String, Object> model = Json.asObject(element);
            if (model == null) {
                throw invalid("Payload is invalid.");
            }
            dtdl.add(model);
        }
        return AdtResponse.json(
                201,
                models.add(dtdl).stream().map(entry -> entry.document(false)).toList());
    }

    AdtResponse get(AdtRequest request) {
        ModelEntry entry = models.get(id(request));
        return AdtResponse.json(200, entry.document(withDefinition(request)));
    }

    AdtResponse list(AdtRequest request) {
        List<String> roots = request.parameters("dependenciesFor");
        List<ModelEntry> all = roots.isEmpty()
                ? models.all()
                : models.withDependencies(roots.stream().map(Bodies::modelId).toList());
        boolean withDefinition = withDefinition(request);
        return Lists.page(request, path(roots, withDefinition), all, entry -> entry.document(withDefinition));
    }

    AdtResponse decommission(AdtRequest request) {
        List<PatchOperation> operations = Bodies.patch(request);
        boolean decommissions = !operations.isEmpty()
                && operations.stream()
                        .allMatch(operation -> operation.path().equals(List.of("decommissioned"))
                                && Boolean.TRUE.equals(operation.value()));
        if (!decommissions) {
            throw new Bodies.Refused(ErrorBodies.of(
                    400, "JsonPatchInvalid", "A model can only have its /decommissioned replaced with true."));
        }
        models.decommission(id(request));
        return AdtResponse.noContent();
    }

    AdtResponse delete(AdtRequest request) {
        models.delete(id(request));
        return AdtResponse.noContent();
    }

    private static ModelId id(AdtRequest request) {
        return Bodies.modelId(request.segments().get(1));
    }

    private static boolean withDefinition(AdtRequest request) {
        return request.parameter("includeModelDefinition")
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    // As recorded: the path and the boolean in capitals.
    private static String path(List<String> roots, boolean withDefinition) {
        StringBuilder path = new StringBuilder("/Models?");
        roots.forEach(root ->
                path.append("dependenciesFor=").append(Percent.encode(root)).append('&'));
        return path.append("includeModelDefinition=")
                .append(withDefinition ? "True&" : "False&")
                .toString();
    }

    private static Bodies.Refused invalid(String message) {
        return new Bodies.Refused(ErrorBodies.of(400, "InvalidArgument", message));
    }
}
