package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The models of a graph, in the order of their upload. Safe for use by many threads. */
public final class Models {

    private static final int MAX_PER_UPLOAD = 250;

    private final GraphState state;

    Models(GraphState state) {
        this.state = state;
    }

    /**
     * Adds models, all or none. They may refer to each other; what they extend or have as a component must be there, the targets of
     * their relationships need not.
     *
     * @param models DTDL v2 or v3 interfaces as JSON objects
     */
    public List<ModelEntry> add(List<Map<String, Object>> models) {
        if (models.isEmpty() || models.size() > MAX_PER_UPLOAD) {
            throw TwinGraphException.invalidArgument(
                    "Operation failed as models provided was empty or of a type that is not supported. An upload must"
                            + " have 1 to "
                            + MAX_PER_UPLOAD + " models, but had " + models.size() + ".");
        }
        return addAny(models);
    }

    /** The same without a limit on their number, for import jobs and files. */
    public List<ModelEntry> addAny(List<Map<String, Object>> models) {
        synchronized (state) {
            DtdlUpload upload = new DtdlUpload(state.models.values(), models);
            requireNew(upload.fresh().keySet());
            Instant now = state.time.now();
            Map<ModelId, ModelEntry> entries = new LinkedHashMap<>();
            for (ModelDescription description : upload.describe()) {
                ModelId id = description.id();
                Map<String, Object> dtdl = upload.fresh().getOrDefault(id, Map.of());
                // Recorded: the models of one upload are some microseconds apart.
                String time = ServiceTime.upload(now.plusNanos(1_000L * entries.size()));
                entries.put(id, new ModelEntry(id, dtdl, false, time, description));
            }
            state.models.putAll(entries);
            return List.copyOf(entries.values());
        }
    }

    /**
     * Adds models given as JSON texts, all or none.
     *
     * @throws IllegalArgumentException if a text is no JSON object
     */
    public List<ModelEntry> addTexts(List<String> models) {
        List<Map<String, Object>> parsed = new ArrayList<>();
        for (String text : models) {
            Map<String, Object> model = Json.asObject(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
            if (model == null) {
                throw new IllegalArgumentException("a model must be a JSON object");
            }
            parsed.add(model);
        }
        return add(parsed);
    }

    /** The model of this id, or {@link ErrorCode#MODEL_NOT_FOUND}. */
    public ModelEntry get(ModelId id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    /** The model of this id, if there is one. */
    public Optional<ModelEntry> find(ModelId id) {
        synchronized (state) {
            return Optional.ofNullable(state.models.get(id));
        }
    }

    /** All models. */
    public List<ModelEntry> all() {
        synchronized (state) {
            return List.copyOf(state.models.values());
        }
    }

    /** These models and all that they extend or have as a component; each must be there. */
    public List<ModelEntry> withDependencies(Collection<ModelId> ids) {
        synchronized (state) {
            Set<ModelId> wanted = new HashSet<>(ids);
            ids.forEach(id -> wanted.addAll(get(id).dependencies()));
            return state.models.values().stream()
                    .filter(entry -> wanted.contains(entry.id()))
                    .toList();
        }
    }

    /** Refuses new twins of this model from now on. May be repeated. */
    public void decommission(ModelId id) {
        synchronized (state) {
            state.models.put(id, get(id).decommission());
        }
    }

    /** Deletes a model unless others extend it or have it as a component. Its twins stay. */
    public void delete(ModelId id) {
        synchronized (state) {
            get(id);
            String references = state.models.values().stream()
                    .filter(entry -> entry.dependencies().contains(id))
                    .map(entry -> entry.id().value())
                    .collect(Collectors.joining(", "));
            if (!references.isEmpty()) {
                throw new TwinGraphException(
                        ErrorCode.MODEL_REFERENCES_NOT_DELETED,
                        "This model is currently being referenced by " + references
                                + ". You must delete these references before deleting the model.");
            }
            state.models.remove(id);
        }
    }

    private void requireNew(Set<ModelId> ids) {
        String taken = ids.stream()
                .filter(state.models::containsKey)
                .map(ModelId::value)
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new TwinGraphException(
                    ErrorCode.MODEL_ID_ALREADY_EXISTS, "Some of the model ids already exist: " + taken + ".");
        }
    }

    private static TwinGraphException notFound(ModelId id) {
        return new TwinGraphException(
                ErrorCode.MODEL_NOT_FOUND,
                "There is no Model(s) available that matches the provided id(s) " + id
                        + ". Check that the Model ID provided is valid by doing a Model_List API call.");
    }
}
