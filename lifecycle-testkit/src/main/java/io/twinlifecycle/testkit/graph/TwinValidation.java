package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.model.ContentsCheck;
import io.twinlifecycle.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a twin may be as somebody wants it. */
final class TwinValidation {

    private TwinValidation() {}

    /** What a model declares; the service refuses an unknown one as an invalid twin, not as a missing model. */
    static ModelDescription model(GraphState state, ModelId id, @Nullable GraphTwin old) {
        ModelEntry entry = state.models.get(id);
        if (entry == null) {
            throw TwinGraphException.invalidTwin(List.of(id + " or one of its dependencies does not exist."));
        }
        boolean keepsModel = old != null && old.model().equals(id);
        if (entry.decommissioned() && !keepsModel) {
            throw new TwinGraphException(
                    ErrorCode.MODEL_DECOMMISSIONED,
                    "The model " + id + " is decommissioned. A new twin cannot be created of it.");
        }
        return entry.description();
    }

    /** Throws {@link ErrorCode#VALIDATION_FAILED} unless the contents fit the model. */
    static void require(ModelDescription model, Map<String, Object> contents, List<String> strays) {
        List<String> problems = new ArrayList<>(strays);
        problems.addAll(ContentsCheck.problems(model, contents));
        if (!problems.isEmpty()) {
            throw TwinGraphException.invalidTwin(problems);
        }
    }
}
