package io.twinlifecycle.testkit.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operator between a property and a value. Values of different types are unequal and have no order. */
enum Comparison {
    EQUAL,
    UNEQUAL,
    LESS,
    GREATER,
    AT_MOST,
    AT_LEAST;

    private static final Map<String, Comparison> BY_SYMBOL =
            Map.of("=", EQUAL, "!=", UNEQUAL, "<>", UNEQUAL, "<", LESS, ">", GREATER, "<=", AT_MOST, ">=", AT_LEAST);

    static @Nullable Comparison of(Lexeme symbol) {
        return symbol.kind() == Lexeme.Kind.SYMBOL ? BY_SYMBOL.get(symbol.text()) : null;
    }

    Truth test(@Nullable Object found, @Nullable Object value) {
        if (this == EQUAL || this == UNEQUAL) {
            return Truth.of(Values.areEqual(found, value) == (this == EQUAL));
        }
        Integer order = Values.order(found, value);
        if (order == null) {
            return Truth.UNDEFINED;
        }
        return Truth.of(
                switch (this) {
                    case LESS -> order < 0;
                    case GREATER -> order > 0;
                    case AT_MOST -> order <= 0;
                    case AT_LEAST -> order >= 0;
                    case EQUAL, UNEQUAL -> throw new IllegalStateException("answered above");
                });
    }
}
