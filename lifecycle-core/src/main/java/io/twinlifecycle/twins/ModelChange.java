package io.twinlifecycle.twins;

import io.twinlifecycle.life.LifeLocation;
import io.twinlifecycle.life.TwinLife;
import io.twinlifecycle.model.ModelDescription;
import io.twinlifecycle.store.StoredTwin;
import io.twinlifecycle.store.TwinPatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The patch that gives a twin another model: properties stay, components that the new model wants are added empty. */
final class ModelChange {

    private ModelChange() {}

    static TwinPatch patch(StoredTwin twin, ModelDescription model, TwinLife life) {
        TwinPatch patch = TwinPatch.empty().withModel(model.id());
        Optional<LifeLocation> location = LifeLocation.in(model);
        TwinPatch lifePatch = location.map(at -> at.patch(twin, life)).orElse(TwinPatch.empty());
        for (String component : model.components().keySet()) {
            boolean addedWithLife = lifePatch.changes().stream()
                    .anyMatch(change -> change.path().equals(List.of(component)));
            if (!twin.contents().containsKey(component) && !addedWithLife) {
                patch = patch.set(List.of(component), Map.of("$metadata", Map.of()));
            }
        }
        for (TwinPatch.Change change : lifePatch.changes()) {
            patch = patch.with(change);
        }
        return patch;
    }
}
