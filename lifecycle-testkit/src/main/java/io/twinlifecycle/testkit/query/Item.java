package io.twinlifecycle.testkit.query;

import io.twinlifecycle.ModelId;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.ModelEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A twin or a relationship as a query sees it.
 *
 * @param document as the service writes it
 * @param models of a twin: its model, first of all, and those that this one extends; a relationship has none
 */
record Item(Map<String, Object> document, Set<ModelId> models) {

    static Item of(GraphTwin twin, @Nullable ModelEntry model) {
        Set<ModelId> models = new HashSet<>();
        models.add(twin.model());
        if (model != null) {
            models.addAll(model.description().bases());
        }
        return new Item(twin.document(), models);
    }

    static Item of(GraphRelationship relationship) {
        return new Item(relationship.document(), Set.of());
    }

    boolean isOfModel(ModelId wanted, boolean exact) {
        if (exact) {
            return wanted.value().equals(Values.at(document, List.of("$metadata", "$model")));
        }
        return models.stream().anyMatch(model -> DtmiVersion.isSameOrLater(model, wanted));
    }
}
