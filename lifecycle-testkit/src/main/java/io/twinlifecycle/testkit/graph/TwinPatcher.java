package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ModelDescription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies one patch to one twin. Nothing is stored here, so a patch that fails half-way leaves no trace. */
final class TwinPatcher {

    private static final String METADATA = "$metadata";

    private final GraphTwin old;
    private final JsonTree contents;
    private final Set<List<String>> touched = new HashSet<>();
    private final Map<List<String>, String> sourceTimes = new HashMap<>();
    private ModelId model;

    TwinPatcher(GraphTwin old) {
        this.old = old;
        contents = new JsonTree(old.contents());
        model = old.model();
    }

    GraphTwin apply(GraphState state, List<PatchOperation> operations) {
        operations.forEach(this::apply);
        ModelDescription description = TwinValidation.model(state, model, old);
        TwinValidation.require(description, contents.json(), List.of());
        TwinTimes times =
                TimeKeeper.ofPatch(description, contents.json(), old.times(), touched, sourceTimes, state.now());
        return new GraphTwin(old.id(), model, state.etags.next(), contents.json(), times);
    }

    private void apply(PatchOperation operation) {
        List<String> path = operation.path();
        int metadata = path.indexOf(METADATA);
        if (path.equals(List.of(METADATA, "$model"))) {
            model = newModel(operation);
        } else if (metadata == 0 || (metadata == 1 && old.times().components().containsKey(path.get(0)))) {
            applyToTimes(operation, metadata);
        } else if (path.stream().anyMatch(name -> name.startsWith("$"))) {
            throw TwinGraphException.invalidPatch(operation.pointer() + " cannot be changed.");
        } else {
            contents.apply(operation);
            touched.add(path);
        }
    }

    private static ModelId newModel(PatchOperation operation) {
        if (operation.kind() != PatchOperation.Kind.REMOVE
                && operation.value() instanceof String id
                && ModelId.isValid(id)) {
            return new ModelId(id);
        }
        throw TwinGraphException.invalidPatch("$model can only be replaced with a DTMI.");
    }

    private void applyToTimes(PatchOperation operation, int metadata) {
        List<String> path = operation.path();
        boolean isSourceTime =
                path.size() == metadata + 3 && path.get(metadata + 2).equals("sourceTime");
        if (!isSourceTime || !(operation.value() instanceof String time)) {
            throw TwinGraphException.invalidPatch(operation.pointer() + " cannot be changed.");
        }
        String property = path.get(metadata + 1);
        sourceTimes.put(metadata == 0 ? List.of(property) : List.of(path.get(0), property), time);
    }
}
