package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.LifecycleException;
import io.twinlifecycle.ReasonCode;
import io.twinlifecycle.Refusal;
import io.twinlifecycle.TwinId;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.model.ContentsCheck;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.store.NewTwin;
import io.twinlifecycle.store.TwinStore;
import io.twinlifecycle.store.TwinStore.CreateOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates twins: initial values from the template, components from the model, the life of the device where the model keeps it. */
final class TwinCreation {

    private final TwinStore store;
    private final TwinTemplate template;

    TwinCreation(TwinStore store, TwinTemplate template) {
        this.store = store;
        this.template = template;
    }

    /**
     * Creates a twin if none has that id.
     *
     * @throws LifecycleException of kind {@code REFUSED} if the model is unknown, or the store or the model refuses the values
     */
    CreateOutcome create(TwinId id, NewDevice device, TwinLife life, Deadline deadline) {
        ModelDescription model = store.describe(device.model(), deadline)
                .orElseThrow(() -> LifecycleException.refused(unknownModel(device)));
        Map<String, Object> contents = withComponents(model, template.initialValues(device));
        Map<String, Object> withLife = LifeLocation.in(model)
                .map(location -> location.contentsWith(contents, life))
                .orElse(contents);
        List<String> problems = ContentsCheck.problems(model, withLife);
        if (!problems.isEmpty()) {
            throw LifecycleException.refused(
                    ReasonCode.TEMPLATE_INVALID,
                    "the initial values do not fit model " + device.model() + ": " + String.join("; ", problems)
                            + "; correct the template");
        }
        try {
            return store.create(new NewTwin(id, device.model(), withLife), deadline);
        } catch (LifecycleException e) {
            if (e.kind() == LifecycleException.Kind.STORE_REFUSED) {
                throw LifecycleException.refused(
                        ReasonCode.TWIN_REFUSED, "the twin store refused twin " + id + ": " + e.getMessage());
            }
            throw e;
        }
    }

    static Refusal unknownModel(NewDevice device) {
        return new Refusal(
                ReasonCode.MODEL_UNKNOWN,
                "the twin store has no model " + device.model() + "; upload it, or correct the device's model id");
    }

    /** Every component that the model declares must be there at creation, empty or not. */
    static Map<String, Object> withComponents(ModelDescription model, Map<String, Object> values) {
        Map<String, Object> contents = new LinkedHashMap<>(values);
        for (String component : model.components().keySet()) {
            Map<String, Object> inner = new LinkedHashMap<>();
            inner.put("$metadata", Map.of());
            Optional.ofNullable(values.get(component)).ifPresent(given -> {
                if (given instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> inner.put(String.valueOf(name), value));
                }
            });
            if (!values.containsKey(component) || values.get(component) instanceof Map<?, ?>) {
                contents.put(component, inner);
            }
        }
        return contents;
    }
}
