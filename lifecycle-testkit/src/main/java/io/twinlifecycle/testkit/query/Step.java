package io.twinlifecycle.testkit.query;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Goes from a row to those that have one collection more. */
interface Step {

    /** What the rows have after it that they did not have before. */
    Set<String> adds();

    void from(Row row, GraphIndex graph, Consumer<Row> next);

    /** Every twin. */
    record EachTwin(String name) implements Step {
        @Override
        public Set<String> adds() {
            return Set.of(name);
        }

        @Override
        public void from(Row row, GraphIndex graph, Consumer<Row> next) {
            for (TwinId id : graph.twins()) {
                graph.twin(id).ifPresent(twin -> next.accept(row.with(name, twin, id.value())));
            }
        }
    }

    /** Every relationship. */
    record EachRelationship(String name) implements Step {
        @Override
        public Set<String> adds() {
            return Set.of(name);
        }

        @Override
        public void from(Row row, GraphIndex graph, Consumer<Row> next) {
            for (GraphRelationship each : graph.relationships()) {
                next.accept(row.with(name, Item.of(each), each.source().value(), each.id()));
            }
        }
    }

    /** Every twin at the end of a relationship of that name. */
    record Along(Source.Join join) implements Step {
        @Override
        public Set<String> adds() {
            return Set.of(join.target(), join.relationship());
        }

        @Override
        public void from(Row row, GraphIndex graph, Consumer<Row> next) {
            for (GraphRelationship each : graph.outgoing(idOf(row, join.from()))) {
                if (each.name().equals(join.relationshipName())) {
                    graph.twin(each.target())
                            .ifPresent(twin -> next.accept(
                                    row.with(join.relationship(), Item.of(each)).with(join.target(), twin, each.id())));
                }
            }
        }
    }

    /** The steps of a source, in order. */
    static List<Step> of(Source source) {
        if (source instanceof Source.Relationships relationships) {
            return List.of(new EachRelationship(relationships.name()));
        }
        List<Step> steps = new ArrayList<>();
        if (source instanceof Source.Twins twins) {
            steps.add(new EachTwin(twins.name()));
            twins.joins().forEach(join -> steps.add(new Along(join)));
        } else if (source instanceof Source.Match match) {
            steps.add(new EachTwin(match.start()));
            String from = match.start();
            for (Source.Hop hop : match.hops()) {
                steps.add(new Walk(from, hop));
                from = hop.target();
            }
        }
        return steps;
    }

    static TwinId idOf(Row row, String collection) {
        return new TwinId(
                (String) Objects.requireNonNull(row.item(collection).document().get("$dtId")));
    }
}
