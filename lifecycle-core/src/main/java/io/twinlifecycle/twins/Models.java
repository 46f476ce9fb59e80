package io.twinlifecycle.twins;

import io.twinlifecycle.Deadline;
import io.twinlifecycle.ModelId;
import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.store.TwinStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the algorithms ask about models. Safe for use by many threads. */
final class Models {

    private static final Logger LOG = LoggerFactory.getLogger(Models.class);
    private static final int MAX_WARNINGS = 1_000;

    private final TwinStore store;
    private final Set<ModelId> warned = ConcurrentHashMap.newKeySet();

    Models(TwinStore store) {
        this.store = store;
    }

    Optional<ModelDescription> describe(ModelId model, Deadline deadline) {
        return store.describe(model, deadline);
    }

    /** Where the model keeps its devices' lives. If nowhere, that is said once for each model. */
    Optional<LifeLocation> lifeLocation(ModelId model, Deadline deadline) {
        Optional<LifeLocation> location = describe(model, deadline).flatMap(LifeLocation::in);
        if (location.isEmpty() && warned.size() < MAX_WARNINGS && warned.add(model)) {
            LOG.atWarn()
                    .addKeyValue("model", model)
                    .log("The model keeps no life map, so a late or foreign deletion event can only be told by a device"
                            + " registry; without one, every deletion event retires the twin. Extend"
                            + " dtmi:io:twinlifecycle:Life;1 or hold it as a component.");
        }
        return location;
    }

    /** Says whether one is a version of the other, or extends it: then a twin of the one can stand for a device of the other. */
    boolean areRelated(ModelId one, ModelId other, Deadline deadline) {
        return withoutVersion(one).equals(withoutVersion(other))
                || isA(one, other, deadline)
                || isA(other, one, deadline);
    }

    boolean isA(ModelId model, ModelId base, Deadline deadline) {
        return model.equals(base)
                || describe(model, deadline)
                        .map(description -> description.isA(base))
                        .orElse(false);
    }

    private static String withoutVersion(ModelId model) {
        int semicolon = model.value().indexOf(';');
        return semicolon < 0 ? model.value() : model.value().substring(0, semicolon);
    }
}
