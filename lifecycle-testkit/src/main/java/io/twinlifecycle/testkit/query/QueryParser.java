package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a whole query: SELECT, FROM, and WHERE if there is one. */
final class QueryParser {

    private final Cursor cursor;

    QueryParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Query read() {
        cursor.expect("SELECT");
        Lexeme first = cursor.peek();
        int top = top();
        boolean all = all(top);
        boolean count = !all && count(top);
        List<Wanted> wanted = all || count ? List.of() : wanted();
        SourceParser from = new SourceParser(cursor);
        Source source = from.read();
        Scope scope = from.scope();
        List<Condition> conditions = conditions(scope);
        requireTwin(source, conditions, scope, first);
        Selection selection;
        if (count) {
            selection = new Selection.Count();
        } else if (all) {
            selection = new Selection.Whole(whole(source, scope, first));
        } else {
            selection = columns(wanted, scope);
        }
        return new Query(selection, top, source, conditions);
    }

    private int top() {
        if (!cursor.accept("TOP")) {
            return Integer.MAX_VALUE;
        }
        cursor.expect("(");
        int top = cursor.wholeNumber("the number after TOP");
        cursor.expect(")");
        return top;
    }

    /** As documented, {@code TOP(n)} alone stands for all properties. */
    private boolean all(int top) {
        boolean limited = top < Integer.MAX_VALUE;
        if (limited && cursor.sees("*")) {
            throw QueryException.notImitated(cursor.peek(), "write TOP(n) without the asterisk.");
        }
        return (limited && cursor.sees("FROM")) || cursor.accept("*");
    }

    private boolean count(int top) {
        Lexeme start = cursor.peek();
        if (!cursor.accept("COUNT")) {
            return false;
        }
        if (top < Integer.MAX_VALUE) {
            throw QueryException.notImitated(start, "TOP and COUNT are together.");
        }
        cursor.expect("(");
        cursor.expect(")");
        return true;
    }

    private List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        do {
            Cursor.Path path = cursor.path();
            String last = path.names().get(path.names().size() - 1);
            wanted.add(
                    new Wanted(path, cursor.accept("AS") ? cursor.name("a name").text() : last));
        } while (cursor.accept(","));
        return wanted;
    }

    private static Selection columns(List<Wanted> wanted, Scope scope) {
        List<Selection.Column> columns = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Wanted each : wanted) {
            if (!labels.add(each.label())) {
                throw QueryException.notImitated(
                        each.path().place(),
                        "two columns have the name '" + each.label() + "'; give one of them another with AS.");
            }
            columns.add(new Selection.Column(scope.resolve(each.path()), each.label()));
        }
        return new Selection.Columns(columns);
    }

    private List<Condition> conditions(Scope scope) {
        List<Condition> conditions = cursor.accept("WHERE")
                ? new ConditionParser(cursor, scope).read().conjuncts()
                : List.of();
        cursor.end();
        return conditions;
    }

    private static void requireTwin(Source source, List<Condition> conditions, Scope scope, Lexeme place) {
        boolean needsTwin = source instanceof Source.Match
                || (source instanceof Source.Twins twins && !twins.joins().isEmpty());
        if (needsTwin && conditions.stream().noneMatch(condition -> condition.fixesTwin(scope))) {
            throw QueryException.at(
                    place, "a query with JOIN or MATCH must name a twin in WHERE, with $dtId = or $dtId IN");
        }
    }

    private static String whole(Source source, Scope scope, Lexeme place) {
        if (source instanceof Source.Match) {
            throw QueryException.notImitated(
                    place, "it is not documented what SELECT * or TOP(n) returns with MATCH; name the collections.");
        }
        if (source instanceof Source.Twins twins && !twins.joins().isEmpty()) {
            throw QueryException.at(place, "SELECT * cannot be used with JOIN; name the collections");
        }
        return scope.only(place);
    }

    private record Wanted(Cursor.Path path, String label) {}
}
