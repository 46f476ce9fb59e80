package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.graph.GraphRelationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One combination of twins and relationships.
 *
 * @param items what each collection has in it, by the collection's name
 * @param key the ids that lead here: the row's place in the order of the result, the same as long as they exist
 * @param taken the relationships that a MATCH has taken so far
 */
record Row(Map<String, Item> items, List<String> key, Set<GraphRelationship> taken) {

    static final Row EMPTY = new Row(Map.of(), List.of(), Set.of());

    Row with(String collection, Item item, String... ids) {
        Map<String, Item> more = new HashMap<>(items);
        more.put(collection, item);
        List<String> longer = new ArrayList<>(key);
        longer.addAll(List.of(ids));
        return new Row(more, longer, taken);
    }

    Row over(GraphRelationship relationship) {
        List<String> longer = new ArrayList<>(key);
        longer.add(relationship.source().value());
        longer.add(relationship.id());
        Set<GraphRelationship> more = new HashSet<>(taken);
        more.add(relationship);
        return new Row(items, longer, more);
    }

    Item item(String collection) {
        return Objects.requireNonNull(items.get(collection), collection);
    }

    @Nullable
    Object value(Ref ref) {
        return Values.at(item(ref.collection()).document(), ref.path());
    }
}
