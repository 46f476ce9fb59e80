package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ModelDescription;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model that was uploaded.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param id its id
 * @param dtdl its definition, as it was uploaded
 * @param decommissioned whether new twins of it are refused
 * @param uploadTime when it was uploaded, in the service's form
 * @param description what it declares, inherited members included
 */
public record ModelEntry(
        ModelId id, Map<String, Object> dtdl, boolean decommissioned, String uploadTime, ModelDescription description) {

    /** Checks that all are there. */
    public ModelEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(dtdl, "dtdl");
        Objects.requireNonNull(uploadTime, "uploadTime");
        Objects.requireNonNull(description, "description");
    }

    /** What the service tells about a model: with the definition or without. */
    public Map<String, Object> document(boolean withDefinition) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id.value());
        document.put("description", byLanguage("description"));
        document.put("displayName", byLanguage("displayName"));
        document.put("decommissioned", decommissioned);
        document.put("uploadTime", uploadTime);
        if (withDefinition) {
            document.put("model", dtdl);
        }
        return document;
    }

    /** Every model that this one cannot do without: those it extends and those of its components, directly or not. */
    Set<ModelId> dependencies() {
        Set<ModelId> found = new HashSet<>();
        collect(description, found);
        found.remove(id);
        return found;
    }

    ModelEntry decommission() {
        return new ModelEntry(id, dtdl, true, uploadTime, description);
    }

    private static void collect(ModelDescription model, Set<ModelId> found) {
        found.add(model.id());
        found.addAll(model.bases());
        model.components().values().forEach(component -> collect(component, found));
    }

    private Object byLanguage(String name) {
        Object text = dtdl.get(name);
        if (text == null) {
            return Map.of();
        }
        return text instanceof String english ? Map.of("en", english) : text;
    }
}
