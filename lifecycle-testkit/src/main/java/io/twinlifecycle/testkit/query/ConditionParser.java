package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the condition of a WHERE clause: OR binds loosest, then AND, then NOT. */
final class ConditionParser {

    /** The service's limits. */
    private static final int MAX_AND_OR = 50;

    private static final int MAX_IN = 50;

    /** No limit of the service, but of this parser's stack. */
    private static final int MAX_DEPTH = 100;

    private final Cursor cursor;
    private final Scope scope;
    private final FunctionParser functions;
    private int andsAndOrs;
    private int depth;

    ConditionParser(Cursor cursor, Scope scope) {
        this.cursor = cursor;
        this.scope = scope;
        functions = new FunctionParser(cursor, scope);
    }

    Condition read() {
        List<Condition> parts = new ArrayList<>(List.of(conjunction()));
        while (acceptAndOr("OR")) {
            parts.add(conjunction());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition conjunction() {
        List<Condition> parts = new ArrayList<>(List.of(negation()));
        while (acceptAndOr("AND")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition negation() {
        Lexeme start = cursor.peek();
        if (++depth > MAX_DEPTH) {
            throw QueryException.notImitated(start, "it nests deeper than " + MAX_DEPTH + " levels.");
        }
        Condition condition = cursor.accept("NOT") ? new Condition.Not(negation()) : simple();
        depth--;
        return condition;
    }

    private Condition simple() {
        if (cursor.accept("(")) {
            Condition inner = read();
            cursor.expect(")");
            return inner;
        }
        if (cursor.peek().kind() == Lexeme.Kind.NAME && cursor.peekAfter().is("(")) {
            return functions.read();
        }
        if (Literals.isNext(cursor)) {
            throw QueryException.notImitated(cursor.peek(), "write the property first and then the value.");
        }
        return comparison(scope.resolveProperty(cursor.path()));
    }

    private Condition comparison(Ref ref) {
        if (cursor.sees("IN") || cursor.sees("NIN")) {
            return new Condition.Among(ref, cursor.next().is("IN"), values());
        }
        Comparison comparison = Comparison.of(cursor.peek());
        if (comparison == null) {
            throw cursor.fail("missing a comparison at " + cursor.peek().shown());
        }
        cursor.next();
        if (!Literals.isNext(cursor) && cursor.peek().isName()) {
            throw QueryException.notImitated(
                    cursor.peek(),
                    "two properties are compared; compare one with a value. Texts are in single quotes.");
        }
        return new Condition.Compares(ref, comparison, Literals.read(cursor));
    }

    private List<@Nullable Object> values() {
        Lexeme start = cursor.expect("[");
        List<@Nullable Object> values = new ArrayList<>();
        do {
            values.add(Literals.read(cursor));
        } while (cursor.accept(","));
        cursor.expect("]");
        if (values.size() > MAX_IN) {
            throw QueryException.at(
                    start, "at most " + MAX_IN + " values can be in a list, but these are " + values.size());
        }
        return values;
    }

    private boolean acceptAndOr(String word) {
        boolean found = cursor.sees(word);
        if (found && ++andsAndOrs > MAX_AND_OR) {
            throw cursor.fail("a query has at most " + MAX_AND_OR + " AND and OR");
        }
        return found && cursor.accept(word);
    }
}
