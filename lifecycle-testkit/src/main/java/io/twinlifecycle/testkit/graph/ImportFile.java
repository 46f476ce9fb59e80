package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of an import job line by line and makes what it says: a header, then models, twins and relationships, in this order,
 * each optional. What cannot be made is noted, and the rest is made all the same; nothing is taken back.
 */
final class ImportFile {

    private static final List<String> SECTIONS = List.of("Header", "Models", "Twins", "Relationships");
    private static final String SECTION = "Section";

    private final TwinGraph graph;
    private final ImportLog log;
    private final List<Map<String, Object>> models = new ArrayList<>();
    private int section = -1;

    ImportFile(TwinGraph graph, ImportLog log) {
        this.graph = graph;
        this.log = log;
    }

    /**
     * Reads it.
     *
     * @param cancelled asked before each line
     */
    void read(byte[] ndjson, BooleanSupplier cancelled) {
        String text = new String(ndjson, StandardCharsets.UTF_8);
        try {
            for (String line : text.split("\\R", -1)) {
                if (cancelled.getAsBoolean()) {
                    return;
                }
                if (!line.isBlank()) {
                    take(object(line));
                }
            }
            finishSection();
            if (section < 0) {
                throw TwinGraphException.invalidArgument("The file is empty; it must start with the section Header.");
            }
        } catch (TwinGraphException e) {
            // The file's own form is wrong, so what comes next cannot be told.
            log.error(null, e);
        }
    }

    private void take(Map<String, Object> line) {
        if (line.get(SECTION) instanceof String name) {
            startSection(name);
        } else if (section < 0) {
            throw TwinGraphException.invalidArgument("The file must start with the section Header.");
        } else if (section == 1) {
            models.add(line);
        } else if (section > 1) {
            make(line);
        }
    }

    private void startSection(String name) {
        int index = SECTIONS.indexOf(name);
        if (index < 0 || index <= section || (section < 0 && index > 0)) {
            throw TwinGraphException.invalidArgument("The section " + name + " is not where it should be; the order is "
                    + String.join(", ", SECTIONS) + ".");
        }
        finishSection();
        section = index;
        log.section(section, name, "Started");
    }

    private void finishSection() {
        if (section == 1 && !models.isEmpty()) {
            attempt(null, () -> graph.models().addAny(models));
        }
        if (section >= 0) {
            log.section(section, SECTIONS.get(section), log.sectionFailed() ? "Failed" : "Succeeded");
        }
    }

    private void make(Map<String, Object> line) {
        String twin = id(line, "$dtId", "$sourceId");
        if (section == 2) {
            attempt(twin, () -> graph.twins().put(new TwinId(twin), line, false));
            return;
        }
        String relationship = id(line, "$relationshipId", "$relationshipId");
        Map<String, Object> body = new LinkedHashMap<>(line);
        body.remove("$dtId");
        attempt(relationship, () -> graph.relationships().put(new TwinId(twin), relationship, body, false));
    }

    private void attempt(@Nullable String id, Runnable work) {
        try {
            work.run();
        } catch (TwinGraphException e) {
            log.error(id, e);
        } catch (IllegalArgumentException e) {
            log.error(id, TwinGraphException.invalidArgument(String.valueOf(e.getMessage())));
        }
    }

    private static String id(Map<String, Object> line, String name, String otherName) {
        Object id = line.getOrDefault(name, line.get(otherName));
        return id instanceof String text ? text : "";
    }

    private static Map<String, Object> object(String line) {
        try {
            Map<String, Object> object = Json.asObject(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
            if (object != null) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            // No JSON, so no object; what follows says so.
        }
        throw TwinGraphException.invalidArgument("A line of the file is no JSON object.");
    }
}
