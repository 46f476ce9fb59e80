package io.twinlifecycle.provisioning;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.TwinId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the webhook adds to the initial device twin. The enrollment's own initial twin is kept underneath: DPS would drop it, since an
 * initial twin in the answer replaces it whole.
 *
 * <p>Implementations are pure and safe for use by many threads.
 */
@FunctionalInterface
public interface InitialTwinTemplate {

    /**
     * Tags and desired properties to add.
     *
     * @param twin the digital twin; empty if the device is allocated before it has one
     */
    InitialTwin initialTwin(AllocationRequest request, ModelId model, Optional<TwinId> twin);

    /** The tags {@code dtmi} and, if there is a twin already, {@code dtId}; as in Microsoft's article. The default. */
    static InitialTwinTemplate standard() {
        return (request, model, twin) -> {
            Map<String, Object> tags = new LinkedHashMap<>(); // in this order, in every process
            tags.put("dtmi", model.value());
            twin.ifPresent(id -> tags.put("dtId", id.value()));
            return new InitialTwin(tags, Map.of());
        };
    }
}
