package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.testkit.internal.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a cloud to a file and back: all entries of a file become steps, and only when all could be read they are taken. */
final class CloudState {

    private static final Set<String> MEMBERS = Set.of(
            GraphState.MODELS,
            GraphState.TWINS,
            GraphState.RELATIONSHIPS,
            GraphState.DECOMMISSIONED,
            EnrollmentState.INDIVIDUALS,
            EnrollmentState.GROUPS,
            HubState.HUBS,
            RegistrationState.REGISTRATIONS);

    private CloudState() {}

    static void load(LocalCloud cloud, Path file) {
        try {
            Map<String, Object> json = StateFile.read(file);
            new Entry("the file", json).requireKnown(MEMBERS);
            List<Runnable> steps = new ArrayList<>();
            steps.addAll(GraphState.steps(cloud.graph(), json));
            steps.addAll(HubState.steps(cloud.world(), json));
            steps.addAll(EnrollmentState.steps(cloud, json));
            steps.addAll(RegistrationState.steps(cloud.world(), json));
            steps.forEach(Runnable::run);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static void save(LocalCloud cloud, Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        GraphState.write(cloud.graph(), json);
        EnrollmentState.write(cloud.world().dps(), json);
        HubState.write(cloud.world(), json);
        RegistrationState.write(cloud.world().dps(), json);
        json.values().removeIf(entries -> entries instanceof List<?> list && list.isEmpty());
        StateFile.write(file, Json.pretty(json));
    }
}
