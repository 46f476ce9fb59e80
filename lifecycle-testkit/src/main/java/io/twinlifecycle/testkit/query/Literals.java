package io.twinlifecycle.testkit.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads values: texts, numbers, true, false and null. */
final class Literals {

    private Literals() {}

    static boolean isNext(Cursor cursor) {
        Lexeme lexeme = cursor.peek();
        return lexeme.kind() == Lexeme.Kind.STRING
                || lexeme.kind() == Lexeme.Kind.NUMBER
                || lexeme.is("-")
                || lexeme.is("TRUE")
                || lexeme.is("FALSE")
                || lexeme.is("NULL");
    }

    static @Nullable Object read(Cursor cursor) {
        if (!isNext(cursor)) {
            throw cursor.fail("missing a value at " + cursor.peek().shown() + "; texts are in single quotes");
        }
        if (cursor.accept("-")) {
            return number(cursor.expect(Lexeme.Kind.NUMBER, "a number")).negate();
        }
        Lexeme lexeme = cursor.next();
        return switch (lexeme.kind()) {
            case STRING -> lexeme.text();
            case NUMBER -> number(lexeme);
            default -> lexeme.is("NULL") ? null : lexeme.is("TRUE");
        };
    }

    static String text(Cursor cursor) {
        return cursor.expect(Lexeme.Kind.STRING, "a text in single quotes").text();
    }

    private static BigDecimal number(Lexeme lexeme) {
        BigDecimal number = new BigDecimal(lexeme.text());
        // A hostile exponent would make comparing it costly; JSON numbers here are doubles at most.
        if (Double.isInfinite(number.doubleValue())) {
            throw QueryException.at(lexeme, "the number is too large");
        }
        return number;
    }
}
