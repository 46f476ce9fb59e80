package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an import job writes while it runs: one JSON object a line, in the service's form; the form of errors is a guess. */
final class ImportLog {

    private final String job;
    private final Supplier<String> now;
    private final List<String> lines = new ArrayList<>();
    private boolean failed;
    private boolean sectionFailed;

    ImportLog(String job, Supplier<String> now) {
        this.job = job;
        this.now = now;
    }

    void job(String status) {
        add("Info", Map.of("status", status));
    }

    /** Says how far a section is; the header's number is 0, and it is not worth a line. */
    void section(int number, String name, String status) {
        if (number > 0) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("section", name);
            details.put("status", status);
            add("Info", details);
        }
        sectionFailed = false;
    }

    void error(@Nullable String id, TwinGraphException refusal) {
        failed = true;
        sectionFailed = true;
        Map<String, Object> details = new LinkedHashMap<>();
        if (id != null) {
            details.put("id", id);
        }
        details.put("code", refusal.code().wireName());
        details.put("message", String.valueOf(refusal.getMessage()));
        if (!refusal.details().isEmpty()) {
            details.put("details", refusal.details());
        }
        add("Error", details);
    }

    boolean failed() {
        return failed;
    }

    boolean sectionFailed() {
        return sectionFailed;
    }

    String text() {
        return String.join("", lines);
    }

    private void add(String type, Map<String, Object> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", now.get());
        line.put("jobId", job);
        line.put("jobType", "Import");
        line.put("logType", type);
        line.put("details", details);
        lines.add(new String(Json.bytes(line), StandardCharsets.UTF_8) + "\n");
    }
}
