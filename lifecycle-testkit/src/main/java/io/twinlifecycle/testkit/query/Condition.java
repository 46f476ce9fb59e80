package io.twinlifecycle.testkit.query;

import io.twinlifecycle.ModelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a WHERE clause demands of a row. */
sealed interface Condition {

    Truth of(Row row);

    /** The collections that it speaks of. */
    Set<String> collections();

    /** Says whether no row can pass unless a twin has one of some named ids, which JOIN and MATCH demand. */
    default boolean fixesTwin(Scope scope) {
        return false;
    }

    /** The parts that must all be true. */
    default List<Condition> conjuncts() {
        return List.of(this);
    }

    record All(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Row row) {
            return firstOf(parts, row, Truth.FALSE, Truth.TRUE);
        }

        @Override
        public Set<String> collections() {
            return collectionsOf(parts);
        }

        @Override
        public boolean fixesTwin(Scope scope) {
            return parts.stream().anyMatch(part -> part.fixesTwin(scope));
        }

        @Override
        public List<Condition> conjuncts() {
            List<Condition> all = new ArrayList<>();
            parts.forEach(part -> all.addAll(part.conjuncts()));
            return all;
        }
    }

    record Any(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Row row) {
            return firstOf(parts, row, Truth.TRUE, Truth.FALSE);
        }

        @Override
        public Set<String> collections() {
            return collectionsOf(parts);
        }

        @Override
        public boolean fixesTwin(Scope scope) {
            return parts.stream().allMatch(part -> part.fixesTwin(scope));
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public Truth of(Row row) {
            return part.of(row).not();
        }

        @Override
        public Set<String> collections() {
            return part.collections();
        }
    }

    /** The property is in that order to the value. */
    record Compares(
            Ref ref, Comparison comparison, @Nullable Object value) implements Condition {
        @Override
        public Truth of(Row row) {
            Object found = row.value(ref);
            return found == Values.UNDEFINED ? Truth.UNDEFINED : comparison.test(found, value);
        }

        @Override
        public Set<String> collections() {
            return Set.of(ref.collection());
        }

        @Override
        public boolean fixesTwin(Scope scope) {
            return comparison == Comparison.EQUAL && ref.isTwinId(scope);
        }
    }

    /** The property is one of the values, or none of them. */
    record Among(Ref ref, boolean in, List<@Nullable Object> values) implements Condition {
        @Override
        public Truth of(Row row) {
            Object found = row.value(ref);
            if (found == Values.UNDEFINED) {
                return Truth.UNDEFINED;
            }
            return Truth.of(in == values.stream().anyMatch(value -> Values.areEqual(found, value)));
        }

        @Override
        public Set<String> collections() {
            return Set.of(ref.collection());
        }

        @Override
        public boolean fixesTwin(Scope scope) {
            return in && ref.isTwinId(scope);
        }
    }

    /** The property is of a type; what is not there is of none. */
    record IsOfType(Ref ref, Predicate<@Nullable Object> type) implements Condition {
        @Override
        public Truth of(Row row) {
            Object found = row.value(ref);
            return Truth.of(found != Values.UNDEFINED && type.test(found));
        }

        @Override
        public Set<String> collections() {
            return Set.of(ref.collection());
        }
    }

    /** The property is a text, or an array, that has something. */
    record Has(Ref ref, Containment containment, @Nullable Object value) implements Condition {
        @Override
        public Truth of(Row row) {
            return containment.test(row.value(ref), value);
        }

        @Override
        public Set<String> collections() {
            return Set.of(ref.collection());
        }
    }

    /** The twin is of a model or, unless it must be exactly this one, of one that extends it or of a later version. */
    record IsOfModel(String collection, ModelId model, boolean exact) implements Condition {
        @Override
        public Truth of(Row row) {
            return Truth.of(row.item(collection).isOfModel(model, exact));
        }

        @Override
        public Set<String> collections() {
            return Set.of(collection);
        }
    }

    private static Truth firstOf(List<Condition> parts, Row row, Truth decisive, Truth otherwise) {
        Truth result = otherwise;
        for (Condition part : parts) {
            Truth truth = part.of(row);
            if (truth == decisive) {
                return decisive;
            }
            result = truth == Truth.UNDEFINED ? truth : result;
        }
        return result;
    }

    private static Set<String> collectionsOf(List<Condition> parts) {
        Set<String> all = new HashSet<>();
        parts.forEach(part -> all.addAll(part.collections()));
        return all;
    }
}
