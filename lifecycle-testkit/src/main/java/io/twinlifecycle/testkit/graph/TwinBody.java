package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.internal.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A twin as a client sends it, taken apart.
 *
 * @param contents properties and components without metadata
 * @param sourceTimes the times that the client gave, by path
 * @param strays what has no place in a twin
 */
record TwinBody(Map<String, Object> contents, Map<List<String>, String> sourceTimes, List<String> strays) {

    // The service ignores the first two: the path and its own versions win.
    private static final Set<String> KNOWN = Set.of("$dtId", "$etag", "$metadata");

    /** The model that the body names. */
    static ModelId model(Map<String, Object> body) {
        Map<String, Object> metadata = Json.asObject(body.get("$metadata"));
        if (metadata != null && metadata.get("$model") instanceof String model && ModelId.isValid(model)) {
            return new ModelId(model);
        }
        throw TwinGraphException.invalidArgument("The twin must name its model, a DTMI, in $metadata.$model.");
    }

    static TwinBody read(Map<String, Object> body, ModelDescription model) {
        TwinBody read = new TwinBody(new LinkedHashMap<>(), new HashMap<>(), new ArrayList<>());
        read.takeTimes(List.of(), body.get("$metadata"));
        body.forEach((name, value) -> {
            Map<String, Object> object = Json.asObject(value);
            if (name.startsWith("$")) {
                read.checkName(name, KNOWN, "Twin");
            } else if (object != null && model.components().containsKey(name)) {
                read.contents.put(name, read.component(name, object));
            } else {
                read.contents.put(name, value);
            }
        });
        return read;
    }

    private Map<String, Object> component(String component, Map<String, Object> body) {
        takeTimes(List.of(component), body.get("$metadata"));
        Map<String, Object> properties = new LinkedHashMap<>();
        body.forEach((name, value) -> {
            if (name.startsWith("$")) {
                checkName(name, Set.of("$metadata"), component);
            } else {
                properties.put(name, value);
            }
        });
        return properties;
    }

    private void checkName(String name, Set<String> known, String owner) {
        if (!known.contains(name)) {
            strays.add(name + " does not appear on the DTDL for " + owner + ".");
        }
    }

    private void takeTimes(List<String> parent, @Nullable Object metadata) {
        Map<String, Object> entries = Json.asObject(metadata);
        if (entries == null) {
            return;
        }
        entries.forEach((property, entry) -> {
            Map<String, Object> times = Json.asObject(entry);
            if (times != null && times.get("sourceTime") instanceof String time) {
                List<String> path = new ArrayList<>(parent);
                path.add(property);
                sourceTimes.put(List.copyOf(path), time);
            }
        });
    }
}
