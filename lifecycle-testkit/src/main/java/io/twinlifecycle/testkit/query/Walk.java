package io.twinlifecycle.testkit.query;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.query.Source.Direction;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Walks over one or more relationships to every twin that can be reached so. As documented, circles are noticed: no way takes a
 * relationship twice.
 */
record Walk(String from, Source.Hop hop) implements Step {

    @Override
    public Set<String> adds() {
        return Set.of(hop.relationship(), hop.target());
    }

    @Override
    public void from(Row row, GraphIndex graph, Consumer<Row> next) {
        go(row, graph, Step.idOf(row, from), 1, next);
    }

    private void go(Row row, GraphIndex graph, TwinId here, int length, Consumer<Row> next) {
        edges(graph, here)
                .filter(edge -> fits(edge) && !row.taken().contains(edge))
                .forEach(edge -> {
                    TwinId there = edge.source().equals(here) ? edge.target() : edge.source();
                    Row further = row.over(edge);
                    if (length >= hop.least()) {
                        graph.twin(there)
                                .ifPresent(twin -> next.accept(further.with(hop.relationship(), Item.of(edge))
                                        // An end mark, so that no two ways have the same key.
                                        .with(hop.target(), twin, "")));
                    }
                    if (length < hop.most()) {
                        go(further, graph, there, length + 1, next);
                    }
                });
    }

    private Stream<GraphRelationship> edges(GraphIndex graph, TwinId here) {
        Stream<GraphRelationship> out =
                hop.direction() == Direction.BACKWARD ? Stream.of() : graph.outgoing(here).stream();
        Stream<GraphRelationship> in =
                hop.direction() == Direction.FORWARD ? Stream.of() : graph.incoming(here).stream();
        return Stream.concat(out, in);
    }

    private boolean fits(GraphRelationship edge) {
        return hop.names().isEmpty() || hop.names().contains(edge.name());
    }
}
