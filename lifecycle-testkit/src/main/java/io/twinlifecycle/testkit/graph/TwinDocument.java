package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.testkit.graph.TwinTimes.PropertyTime;
import io.twinlifecycle.testkit.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a twin as the service does: its properties, then its components, then {@code $metadata}. */
final class TwinDocument {

    private TwinDocument() {}

    static Map<String, Object> of(GraphTwin twin) {
        TwinTimes times = twin.times();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$dtId", twin.id().value());
        document.put("$etag", twin.etag());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("$model", twin.model().value());
        metadata.put("$lastUpdateTime", times.twin());
        twin.contents().forEach((name, value) -> {
            if (!times.components().containsKey(name)) {
                document.put(name, value);
                addTime(metadata, times, List.of(name));
            }
        });
        times.components().keySet().forEach(name -> document.put(name, component(twin, name)));
        document.put("$metadata", metadata);
        return document;
    }

    /** A component of a twin, which has one of this name. */
    static Map<String, Object> component(GraphTwin twin, String name) {
        Map<String, Object> properties = Json.asObject(twin.contents().get(name));
        Map<String, Object> document = new LinkedHashMap<>(properties == null ? Map.of() : properties);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(
                "$lastUpdateTime",
                twin.times().components().getOrDefault(name, twin.times().twin()));
        document.keySet().forEach(property -> addTime(metadata, twin.times(), List.of(name, property)));
        document.put("$metadata", metadata);
        return document;
    }

    private static void addTime(Map<String, Object> metadata, TwinTimes times, List<String> path) {
        PropertyTime time = times.properties().get(path);
        if (time == null) {
            return;
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("lastUpdateTime", time.written());
        if (time.source() != null) {
            entry.put("sourceTime", time.source());
        }
        metadata.put(path.get(path.size() - 1), entry);
    }
}
