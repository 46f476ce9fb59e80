package io.twinlifecycle.testkit.query;

import java.util.List;

/**
 * A query, taken apart.
 *
 * @param selection what it returns
 * @param top how many rows at most; {@link Integer#MAX_VALUE} if it does not say
 * @param source what it goes through
 * @param conditions what must all be true
 */
record Query(Selection selection, int top, Source source, List<Condition> conditions) {

    Query {
        conditions = List.copyOf(conditions);
    }

    static Query parse(String text) {
        return new QueryParser(new Cursor(Tokenizer.lexemes(text))).read();
    }
}
