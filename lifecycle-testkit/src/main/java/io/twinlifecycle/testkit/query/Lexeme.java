package io.twinlifecycle.testkit.query;

import java.util.Locale;
import java.util.Set;

/**
 * A piece of a query's text.
 *
 * @param text what it stands for: without quotes or brackets, escapes resolved
 * @param line from 1
 * @param position in its line, from 0
 */
record Lexeme(Kind kind, String text, int line, int position) {

    enum Kind {
        NAME,
        /** A name in double square brackets, which is never a keyword. */
        ESCAPED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    // The service's reference of reserved keywords; no names unless escaped, in whatever case.
    private static final Set<String> RESERVED = Set.of(
            "ALL",
            "AND",
            "AS",
            "ASC",
            "AVG",
            "BY",
            "COUNT",
            "DESC",
            "DEVICES_JOBS",
            "DEVICES_MODULES",
            "DEVICES",
            "ENDS_WITH",
            "FALSE",
            "FROM",
            "GROUP",
            "IN",
            "IS_BOOL",
            "IS_DEFINED",
            "IS_NULL",
            "IS_NUMBER",
            "IS_OBJECT",
            "IS_OF_MODEL",
            "IS_PRIMITIVE",
            "IS_STRING",
            "MAX",
            "MIN",
            "NOT",
            "NOT_IN",
            "NULL",
            "OR",
            "ORDER",
            "SELECT",
            "STARTS_WITH",
            "SUM",
            "TOP",
            "TRUE",
            "WHERE");

    /** Says whether it is this symbol, or this keyword in any case. */
    boolean is(String word) {
        return (kind == Kind.SYMBOL && text.equals(word)) || (kind == Kind.NAME && text.equalsIgnoreCase(word));
    }

    boolean isName() {
        return kind == Kind.ESCAPED_NAME || (kind == Kind.NAME && !isReserved());
    }

    boolean isReserved() {
        return kind == Kind.NAME && RESERVED.contains(text.toUpperCase(Locale.ROOT));
    }

    /** For messages: what was found here. */
    String shown() {
        String cut = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return kind == Kind.END ? "the end" : "'" + cut + "'";
    }
}
