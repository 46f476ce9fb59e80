package io.twinlifecycle.model;

import io.twinlifecycle.ModelId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a DTDL interface declares, inherited members included, as far as creating, checking and annotating a twin needs it.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param id the model
 * @param bases every interface that it extends, directly or not
 * @param properties property name to its schema
 * @param components component name to what its interface declares
 * @param telemetry names of telemetry fields, which a twin does not store
 */
public record ModelDescription(
        ModelId id,
        Set<ModelId> bases,
        Map<String, ValueSchema> properties,
        Map<String, ModelDescription> components,
        Set<String> telemetry) {

    /** Checks and copies. */
    public ModelDescription {
        Objects.requireNonNull(id, "id");
        bases = Set.copyOf(bases);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        telemetry = Set.copyOf(telemetry);
    }

    /** Says whether a twin of this model is a twin of that one too: the same, or one that it extends. */
    public boolean isA(ModelId other) {
        return id.equals(other) || bases.contains(other);
    }
}
