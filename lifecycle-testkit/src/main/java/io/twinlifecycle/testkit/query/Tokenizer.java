package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.query.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts a query's text into pieces. */
final class Tokenizer {

    /** The service's limit. */
    private static final int MAX_LENGTH = 8_000;

    private static final List<String> LONG_SYMBOLS = List.of("!=", "<>", "<=", ">=", "..");
    private static final String SYMBOLS = "*()[].,=<>-:|";

    private final String text;
    private final List<Lexeme> lexemes = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Tokenizer(String text) {
        this.text = text;
    }

    /** The pieces, and a last one that marks the end. */
    static List<Lexeme> lexemes(String text) {
        if (text.length() > MAX_LENGTH) {
            throw QueryException.at(
                    1, MAX_LENGTH, "a query has at most " + MAX_LENGTH + " characters, but this one " + text.length());
        }
        return new Tokenizer(text).lexemes();
    }

    private List<Lexeme> lexemes() {
        while (at < text.length()) {
            int c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                skipSpace();
            } else if (c == '\'') {
                string();
            } else if (text.startsWith("[[", at)) {
                escapedName();
            } else if (isDigit(c)) {
                number();
            } else if (isNameStart(c)) {
                take(Kind.NAME, end(at, Tokenizer::isNamePart));
            } else {
                symbol();
            }
        }
        add(Kind.END, "");
        return lexemes;
    }

    private void skipSpace() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private void string() {
        StringBuilder value = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '\'') {
            if (text.charAt(i) == '\\') {
                i++;
                requireKnownEscape(i);
            }
            if (i < text.length()) {
                value.append(text.charAt(i));
                i++;
            }
        }
        if (i >= text.length()) {
            throw fail("a text that starts with a single quote does not end with one");
        }
        add(Kind.STRING, value.toString());
        at = i + 1;
    }

    private void requireKnownEscape(int index) {
        if (index < text.length() && text.charAt(index) != '\'' && text.charAt(index) != '\\') {
            throw QueryException.notImitated(
                    new Lexeme(Kind.SYMBOL, "\\", line, index - 1 - lineStart),
                    "in a text, a backslash can come before a single quote or another backslash only.");
        }
    }

    private void escapedName() {
        int end = text.indexOf("]]", at);
        if (end < 0 || end == at + 2) {
            throw fail("a name in double square brackets is empty or does not end");
        }
        add(Kind.ESCAPED_NAME, text.substring(at + 2, end));
        at = end + 2;
    }

    private void number() {
        int end = end(at, Tokenizer::isDigit);
        // 1..3 is two numbers with a range sign between them.
        if (isDigitAt(end + 1) && text.charAt(end) == '.') {
            end = end(end + 1, Tokenizer::isDigit);
        }
        if (end < text.length() && Character.toLowerCase(text.charAt(end)) == 'e') {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            if (isDigitAt(end + 1 + sign)) {
                end = end(end + 1 + sign, Tokenizer::isDigit);
            }
        }
        if (end < text.length() && isNameStart(text.charAt(end))) {
            throw fail("a name that starts with a digit must be in double square brackets");
        }
        take(Kind.NUMBER, end);
    }

    private void symbol() {
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                take(Kind.SYMBOL, at + 2);
                return;
            }
        }
        if (SYMBOLS.indexOf(text.charAt(at)) < 0) {
            throw fail("no viable alternative at '" + text.charAt(at) + "'");
        }
        take(Kind.SYMBOL, at + 1);
    }

    private void take(Kind kind, int end) {
        add(kind, text.substring(at, end));
        at = end;
    }

    private void add(Kind kind, String value) {
        lexemes.add(new Lexeme(kind, value, line, at - lineStart));
    }

    private QueryException fail(String message) {
        return QueryException.at(line, at - lineStart, message);
    }

    private int end(int from, IntPredicate part) {
        int end = from;
        while (end < text.length() && part.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean isDigitAt(int index) {
        return index < text.length() && isDigit(text.charAt(index));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c);
    }
}
