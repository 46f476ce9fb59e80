package io.twinlifecycle.provisioning;

import io.twinlifecycle.JsonFields;
import io.twinlifecycle.ModelId;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the model that a device's twin shall have. The text that it returns need not be a valid DTMI: the webhook checks it and refuses
 * the registration if it is none.
 *
 * <p>Implementations are pure and safe for use by many threads.
 */
@FunctionalInterface
public interface ModelSelector {

    /** The model's id; empty if this selector knows none. */
    Optional<String> select(AllocationRequest request);

    /** What this selector finds, and where it finds nothing what the other does. */
    default ModelSelector orElse(ModelSelector other) {
        return request -> select(request).or(() -> other.select(request));
    }

    /**
     * The default: {@code modelId} of the device's payload, else the tag {@code dtmi} or {@code modelId} of the enrollment's initial
     * twin. The payload is the device's own choice: give enrollments a model allow-list where that matters.
     */
    static ModelSelector standard() {
        return payload("modelId").orElse(initialTwinTag("dtmi")).orElse(initialTwinTag("modelId"));
    }

    /** A text property of the device's payload. */
    static ModelSelector payload(String property) {
        return request -> request.payload().text(property);
    }

    /** A text among the tags of the enrollment's initial twin. */
    static ModelSelector initialTwinTag(String tag) {
        return request -> JsonFields.text(request.enrollment().initialTwin().tags(), tag);
    }

    /** One model for each enrollment, by the enrollment's registration ID or the group's id. */
    static ModelSelector byEnrollment(Map<String, ModelId> models) {
        Map<String, ModelId> copy = Map.copyOf(models);
        return request ->
                Optional.ofNullable(copy.get(request.enrollment().id())).map(ModelId::value);
    }

    /** One model for all. */
    static ModelSelector always(ModelId model) {
        return request -> Optional.of(model.value());
    }
}
