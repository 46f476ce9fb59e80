package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.List;

/** Reads a FROM clause and learns which collections there are. */
final class SourceParser {

    /** The service's limit. */
    private static final int MAX_JOINS = 5;

    private final Cursor cursor;
    private Scope scope = Scope.ofSeveral();
    private int unnamed;

    SourceParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Scope scope() {
        return scope;
    }

    Source read() {
        cursor.expect("FROM");
        if (cursor.sees("(")) {
            throw cursor.fail("a query cannot be inside another");
        }
        if (cursor.accept("RELATIONSHIPS")) {
            return relationships();
        }
        cursor.expect("DIGITALTWINS");
        if (cursor.accept("MATCH")) {
            return new MatchParser(cursor, this).read();
        }
        return twins();
    }

    private Source relationships() {
        String name = optionalName();
        if (cursor.sees("JOIN")) {
            throw cursor.fail("FROM RELATIONSHIPS cannot be combined with JOIN");
        }
        scope = Scope.ofOne(name, false);
        return new Source.Relationships(name);
    }

    private Source twins() {
        Lexeme place = cursor.peek();
        String name = optionalName();
        if (cursor.sees("MATCH")) {
            throw QueryException.notImitated(cursor.peek(), "the collection before MATCH has a name.");
        }
        if (!cursor.sees("JOIN")) {
            scope = Scope.ofOne(name, true);
            return new Source.Twins(name, List.of());
        }
        if (name.equals(Scope.unnamed())) {
            throw QueryException.at(place, "the collection before JOIN needs a name");
        }
        declare(place, name, true);
        List<Source.Join> joins = new ArrayList<>();
        while (cursor.sees("JOIN")) {
            if (joins.size() == MAX_JOINS) {
                throw cursor.fail("a query has at most " + MAX_JOINS + " JOIN");
            }
            joins.add(join());
        }
        if (cursor.sees("MATCH")) {
            throw QueryException.notImitated(cursor.peek(), "JOIN and MATCH are together.");
        }
        return new Source.Twins(name, joins);
    }

    private Source.Join join() {
        cursor.expect("JOIN");
        Lexeme target = cursor.name("a collection");
        cursor.expect("RELATED");
        Lexeme from = cursor.name("a collection");
        if (!scope.holdsTwins(from.text())) {
            throw QueryException.at(from, from.shown() + " is no collection of twins that comes before");
        }
        cursor.expect(".");
        String relationshipName = cursor.name("a relationship's name").text();
        Lexeme alias = cursor.peek();
        String relationship = optionalName();
        declare(target, target.text(), true);
        if (relationship.equals(Scope.unnamed())) {
            relationship = nextUnnamed();
        } else {
            declare(alias, relationship, false);
        }
        return new Source.Join(from.text(), relationshipName, relationship, target.text());
    }

    private String optionalName() {
        boolean clauseFollows =
                cursor.peek().kind() == Lexeme.Kind.NAME && (cursor.sees("JOIN") || cursor.sees("MATCH"));
        return cursor.peek().isName() && !clauseFollows ? cursor.next().text() : Scope.unnamed();
    }

    void declare(Lexeme place, String name, boolean twins) {
        if (!scope.add(name, twins)) {
            throw QueryException.notImitated(place, "there are two collections of the name '" + name + "'.");
        }
    }

    /** No name that a query could give, since it ends a line. */
    String nextUnnamed() {
        unnamed++;
        return "\n" + unnamed;
    }
}
