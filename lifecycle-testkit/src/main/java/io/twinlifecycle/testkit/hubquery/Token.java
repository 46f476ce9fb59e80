package io.twinlifecycle.testkit.hubquery;

/**
 * A piece of a query's text.
 *
 * @param text what it stands for: without quotes, escapes resolved
 * @param position in the text, from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    /** Says whether it is this symbol, or this word in any case. */
    boolean is(String word) {
        return (kind == Kind.SYMBOL && text.equals(word)) || (kind == Kind.NAME && text.equalsIgnoreCase(word));
    }

    /** For messages: what was found here. */
    String shown() {
        String cut = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return kind == Kind.END ? "the end" : "'" + cut + "'";
    }
}
