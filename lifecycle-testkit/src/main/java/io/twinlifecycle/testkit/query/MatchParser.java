package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.query.Source.Direction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the pattern after MATCH, such as {@code (a)-[r:contains|feeds]->(b)<-[*..3]-(c)}. */
final class MatchParser {

    /** The service's limit, over all conditions of the pattern. */
    private static final int MAX_HOPS = 10;

    private final Cursor cursor;
    private final SourceParser from;
    private int hops;

    MatchParser(Cursor cursor, SourceParser from) {
        this.cursor = cursor;
        this.from = from;
    }

    Source.Match read() {
        String start = node();
        List<Source.Hop> all = new ArrayList<>();
        while (cursor.sees("-") || cursor.sees("<")) {
            all.add(hop());
        }
        if (cursor.sees("MATCH") || cursor.sees("JOIN") || cursor.sees(",")) {
            throw cursor.fail("a query has at most one MATCH, and no JOIN beside it");
        }
        return new Source.Match(start, all);
    }

    private String node() {
        cursor.expect("(");
        if (cursor.accept(")")) {
            return from.nextUnnamed();
        }
        Lexeme name = cursor.name("a collection");
        from.declare(name, name.text(), true);
        cursor.expect(")");
        return name.text();
    }

    private Source.Hop hop() {
        Lexeme place = cursor.peek();
        boolean backward = cursor.accept("<");
        cursor.expect("-");
        cursor.expect("[");
        String variable = cursor.peek().isName() ? variable() : Scope.unnamed();
        Set<String> names = cursor.accept(":") ? names() : Set.of();
        Range range = cursor.accept("*") ? range() : new Range(1, 1);
        if (range.most() > 1 && !variable.equals(Scope.unnamed())) {
            throw QueryException.at(place, "a relationship of more than one hop cannot have a name in the query");
        }
        cursor.expect("]");
        cursor.expect("-");
        boolean forward = cursor.accept(">");
        if (forward && backward) {
            throw QueryException.at(place, "a relationship cannot have both directions; chain two");
        }
        hops += range.most();
        if (hops > MAX_HOPS) {
            throw QueryException.at(place, "a query has at most " + MAX_HOPS + " hops");
        }
        Direction direction = backward ? Direction.BACKWARD : forward ? Direction.FORWARD : Direction.EITHER;
        String relationship = variable.equals(Scope.unnamed()) ? from.nextUnnamed() : variable;
        return new Source.Hop(relationship, names, direction, range.least(), range.most(), node());
    }

    private String variable() {
        Lexeme name = cursor.next();
        if (cursor.sees("|")) {
            throw QueryException.notImitated(name, "names of relationships come after a colon.");
        }
        from.declare(name, name.text(), false);
        return name.text();
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        do {
            names.add(cursor.name("a relationship's name").text());
        } while (cursor.accept("|"));
        return names;
    }

    /** As documented, the lower limit is not in the range, the upper one is. */
    private Range range() {
        Lexeme place = cursor.peek();
        if (cursor.accept("..")) {
            return checked(place, 1, cursor.wholeNumber("the most hops"));
        }
        int first = cursor.wholeNumber("a number of hops");
        if (!cursor.accept("..")) {
            return checked(place, first, first);
        }
        return checked(place, first + 1, cursor.wholeNumber("the most hops"));
    }

    private static Range checked(Lexeme place, int least, int most) {
        if (most > MAX_HOPS) {
            throw QueryException.at(place, "a query has at most " + MAX_HOPS + " hops");
        }
        if (least < 1 || least > most) {
            throw QueryException.at(place, "the range of hops is empty; the lower limit is not part of it");
        }
        return new Range(least, most);
    }

    private record Range(int least, int most) {}
}
