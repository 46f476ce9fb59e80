package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.DtdlReader;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the models of one upload against those that are there already. */
final class DtdlUpload {

    private final Map<ModelId, String> texts = new HashMap<>();
    private final Map<ModelId, Map<String, Object>> fresh = new LinkedHashMap<>();

    DtdlUpload(Iterable<ModelEntry> present, List<Map<String, Object>> models) {
        present.forEach(entry -> texts.put(entry.id(), text(entry.dtdl())));
        for (Map<String, Object> model : models) {
            ModelId id = idOf(model);
            if (fresh.putIfAbsent(id, model) != null) {
                throw parserError(id + " is there twice");
            }
            texts.put(id, text(model));
        }
    }

    /** The new models, in the order of the upload. */
    Map<ModelId, Map<String, Object>> fresh() {
        return fresh;
    }

    /** Checks them, all before any is stored, and says what they declare; in the order of the upload. */
    List<ModelDescription> describe() {
        List<ModelDescription> descriptions = new ArrayList<>();
        for (ModelId id : fresh.keySet()) {
            try {
                descriptions.add(DtdlReader.describe(id, texts));
            } catch (IllegalArgumentException e) {
                throw parserError(String.valueOf(e.getMessage()));
            }
        }
        return descriptions;
    }

    private static ModelId idOf(Map<String, Object> model) {
        if (!model.containsKey("@context")) {
            throw parserError("a model has no @context");
        }
        if (model.get("@id") instanceof String id && ModelId.isValid(id)) {
            return new ModelId(id);
        }
        throw parserError("a model has no @id that is a DTMI");
    }

    private static String text(Map<String, Object> model) {
        return new String(Json.bytes(model), StandardCharsets.UTF_8);
    }

    private static TwinGraphException parserError(String what) {
        return new TwinGraphException(
                ErrorCode.DTDL_PARSER_ERROR,
                "None of the models in this request could be created due to a problem with one or more models: " + what
                        + ".");
    }
}
