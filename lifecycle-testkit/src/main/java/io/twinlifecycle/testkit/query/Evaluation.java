package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the rows of a query. Each condition is checked as soon as a row has all collections that it speaks of. */
final class Evaluation {

    private final GraphIndex graph;
    private final List<Step> steps;
    private final List<List<Condition>> conditions = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private Evaluation(Query query, GraphIndex graph) {
        this.graph = graph;
        steps = Step.of(query.source());
        Set<String> known = new HashSet<>();
        List<Condition> left = new ArrayList<>(query.conditions());
        for (Step step : steps) {
            known.addAll(step.adds());
            List<Condition> ready = left.stream()
                    .filter(condition -> known.containsAll(condition.collections()))
                    .toList();
            left.removeAll(ready);
            conditions.add(ready);
        }
    }

    /** All rows, in the order of their keys. */
    static List<Row> rows(Query query, GraphIndex graph) {
        Evaluation evaluation = new Evaluation(query, graph);
        evaluation.go(0, Row.EMPTY);
        evaluation.rows.sort(Comparator.comparing(Row::key, Evaluation::compare));
        return evaluation.rows;
    }

    private void go(int step, Row row) {
        if (step == steps.size()) {
            rows.add(row);
            return;
        }
        steps.get(step).from(row, graph, next -> {
            if (conditions.get(step).stream().allMatch(condition -> condition.of(next) == Truth.TRUE)) {
                go(step + 1, next);
            }
        });
    }

    static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
