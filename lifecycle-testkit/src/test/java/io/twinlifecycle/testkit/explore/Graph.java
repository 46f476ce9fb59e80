package io.twinlifecycle.testkit.explore;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.ETag;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.store.RelationshipRef;
import io.twinlifecycle.store.StoredTwin;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Twins and relationships, and what others than the library have put there, which is owed to them. Immutable.
 *
 * @param twins by id
 * @param edges the relationships by source and id
 * @param owedEdges those that must be there as long as both of their twins are
 * @param owedValues by twin, the properties that it must have as long as it is there
 * @param writes how many versions of twins there were
 */
record Graph(
        NavigableMap<String, StoredTwin> twins,
        NavigableMap<String, Relationship> edges,
        NavigableSet<String> owedEdges,
        NavigableMap<String, Map<String, Object>> owedValues,
        int writes) {

    static final Graph EMPTY = new Graph(
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableMap(),
            Collections.emptyNavigableSet(),
            Collections.emptyNavigableMap(),
            1);

    Optional<StoredTwin> twin(TwinId id) {
        return Optional.ofNullable(twins.get(id.value()));
    }

    boolean isCurrent(StoredTwin twin) {
        StoredTwin now = twins.get(twin.id().value());
        return now != null && now.etag().equals(twin.etag());
    }

    ETag nextVersion() {
        return new ETag("v" + writes);
    }

    boolean hasEdges(TwinId id) {
        return edges.values().stream().anyMatch(edge -> touches(edge, id));
    }

    List<Relationship> outgoing(TwinId id) {
        return edges.values().stream()
                .filter(edge -> edge.ref().source().equals(id))
                .toList();
    }

    List<Relationship> incoming(TwinId id) {
        return edges.values().stream().filter(edge -> edge.target().equals(id)).toList();
    }

    Graph with(StoredTwin twin) {
        NavigableMap<String, StoredTwin> more = new TreeMap<>(twins);
        more.put(twin.id().value(), twin);
        return new Graph(more, edges, owedEdges, owedValues, writes + 1);
    }

    /** A twin that is gone is owed nothing any more. */
    Graph without(TwinId id) {
        NavigableMap<String, StoredTwin> fewer = new TreeMap<>(twins);
        fewer.remove(id.value());
        NavigableSet<String> edgesLeft = new TreeSet<>(owedEdges);
        edgesLeft.removeIf(name -> names(name, id));
        NavigableMap<String, Map<String, Object>> valuesLeft = new TreeMap<>(owedValues);
        valuesLeft.remove(id.value());
        return new Graph(fewer, edges, edgesLeft, valuesLeft, writes + 1);
    }

    Graph withEdge(Relationship edge) {
        NavigableMap<String, Relationship> more = new TreeMap<>(edges);
        more.put(edge.ref().toString(), edge);
        return new Graph(twins, more, owedEdges, owedValues, writes);
    }

    Graph withoutEdge(RelationshipRef ref) {
        NavigableMap<String, Relationship> fewer = new TreeMap<>(edges);
        fewer.remove(ref.toString());
        return new Graph(twins, fewer, owedEdges, owedValues, writes);
    }

    /** Somebody relates two twins. */
    Graph owing(Relationship edge) {
        NavigableSet<String> more = new TreeSet<>(owedEdges);
        more.add(owedName(edge));
        return withEdge(edge).owing(more, owedValues);
    }

    /** Somebody gives a twin a property. */
    Graph owing(StoredTwin changed, String property) {
        NavigableMap<String, Map<String, Object>> more = new TreeMap<>(owedValues);
        Map<String, Object> values =
                new TreeMap<>(more.getOrDefault(changed.id().value(), Map.of()));
        values.put(property, changed.contents().get(property));
        more.put(changed.id().value(), values);
        return with(changed).owing(owedEdges, more);
    }

    /** The owed relationships that are not there, each as source, id and target. */
    List<String> missingEdges() {
        return owedEdges.stream()
                .filter(name ->
                        edges.values().stream().noneMatch(edge -> owedName(edge).equals(name)))
                .toList();
    }

    private Graph owing(NavigableSet<String> newEdges, NavigableMap<String, Map<String, Object>> newValues) {
        return new Graph(twins, edges, newEdges, newValues, writes);
    }

    private static String owedName(Relationship edge) {
        return edge.ref() + "/" + edge.target() + edge.properties();
    }

    /** Whether an owed relationship starts or ends at a twin. */
    static boolean names(String owedEdge, TwinId id) {
        return owedEdge.startsWith(id + "/") || owedEdge.contains("/" + id + "{");
    }

    private static boolean touches(Relationship edge, TwinId id) {
        return edge.ref().source().equals(id) || edge.target().equals(id);
    }
}
