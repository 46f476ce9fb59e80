package io.twinlifecycle.testkit.query;

import java.util.ArrayList;
import java.util.List;

/** A place in a query, from which parsers read on. */
final class Cursor {

    private final List<Lexeme> lexemes;
    private int at;

    Cursor(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    Lexeme peek() {
        return lexemes.get(at);
    }

    Lexeme peekAfter() {
        return lexemes.get(Math.min(at + 1, lexemes.size() - 1));
    }

    Lexeme next() {
        Lexeme here = peek();
        if (here.kind() != Lexeme.Kind.END) {
            at++;
        }
        return here;
    }

    boolean sees(String word) {
        return peek().is(word);
    }

    /** Reads on if this symbol or keyword is next. */
    boolean accept(String word) {
        boolean found = sees(word);
        if (found) {
            at++;
        }
        return found;
    }

    Lexeme expect(String word) {
        if (!sees(word)) {
            throw fail("missing " + word + " at " + peek().shown());
        }
        return next();
    }

    Lexeme expect(Lexeme.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw fail("missing " + what + " at " + peek().shown());
        }
        return next();
    }

    Lexeme name(String what) {
        if (peek().isReserved()) {
            throw fail(peek().shown() + " is a reserved keyword; as " + what + " write [[" + peek().text() + "]]");
        }
        if (!peek().isName()) {
            throw fail("missing " + what + " at " + peek().shown());
        }
        return next();
    }

    Path path() {
        Lexeme first = name("a property or collection");
        List<String> names = new ArrayList<>();
        names.add(first.text());
        while (accept(".")) {
            names.add(name("a property").text());
        }
        if (sees("[")) {
            throw fail("an array cannot be indexed");
        }
        return new Path(names, first);
    }

    int wholeNumber(String what) {
        Lexeme number = expect(Lexeme.Kind.NUMBER, what);
        try {
            return Integer.parseInt(number.text());
        } catch (NumberFormatException e) {
            throw QueryException.at(number, what + " must be a whole number, but was " + number.shown());
        }
    }

    void end() {
        if (peek().kind() != Lexeme.Kind.END) {
            throw fail("extraneous input " + peek().shown());
        }
    }

    QueryException fail(String message) {
        return QueryException.at(peek(), message);
    }

    /** Names with dots between them, as written; what the first one is depends on the collections of the query. */
    record Path(List<String> names, Lexeme place) {}
}
