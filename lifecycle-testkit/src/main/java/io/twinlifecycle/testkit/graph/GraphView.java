package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.ModelId;
import java.util.List;
import java.util.Map;

/**
 * What queries see of a graph at one moment.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param twins the twins
 * @param relationships the relationships
 * @param models the models
 */
public record GraphView(List<GraphTwin> twins, List<GraphRelationship> relationships, Map<ModelId, ModelEntry> models) {
    /** Copies. */
    public GraphView {
        twins = List.copyOf(twins);
        relationships = List.copyOf(relationships);
        models = Map.copyOf(models);
    }
}
