package io.twinlifecycle.testkit.hubquery;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator between two values. Comparing values of different types, objects or arrays comes to undefined, and so does whatever is done
 * to undefined; texts compare by their characters, in their case.
 */
enum Operator {
    EQUAL,
    UNEQUAL,
    LESS,
    GREATER,
    AT_MOST,
    AT_LEAST,
    IN,
    NIN,
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY,
    MODULO;

    private static final Map<String, Operator> COMPARISONS = Map.of(
            "=", EQUAL, "!=", UNEQUAL, "<>", UNEQUAL, "<", LESS, ">", GREATER, "<=", AT_MOST, ">=", AT_LEAST, "IN", IN,
            "NIN", NIN);
    private static final Map<String, Operator> SUMS = Map.of("+", PLUS, "-", MINUS);
    private static final Map<String, Operator> PRODUCTS = Map.of("*", TIMES, "/", DIVIDED_BY, "%", MODULO);

    static @Nullable Operator comparison(Token token) {
        return find(COMPARISONS, token);
    }

    static @Nullable Operator sum(Token token) {
        return find(SUMS, token);
    }

    static @Nullable Operator product(Token token) {
        return find(PRODUCTS, token);
    }

    private static @Nullable Operator find(Map<String, Operator> operators, Token token) {
        return operators.entrySet().stream()
                .filter(operator -> token.is(operator.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    Object of(@Nullable Object left, @Nullable Object right) {
        return switch (this) {
            case IN, NIN -> in(left, right);
            case PLUS, MINUS, TIMES, DIVIDED_BY, MODULO ->
                left instanceof Number && right instanceof Number
                        ? calculate(decimal(left), decimal(right))
                        : Undefined.UNDEFINED;
            case EQUAL, UNEQUAL, LESS, GREATER, AT_MOST, AT_LEAST -> compare(left, right);
        };
    }

    private Object in(@Nullable Object left, @Nullable Object right) {
        if (left == Undefined.UNDEFINED || !(right instanceof List<?> list)) {
            return Undefined.UNDEFINED;
        }
        boolean isAmong = list.stream().anyMatch(each -> Boolean.TRUE.equals(EQUAL.of(left, each)));
        return isAmong == (this == IN);
    }

    private Object compare(@Nullable Object left, @Nullable Object right) {
        if (left == null && right == null) {
            return this == EQUAL || this == AT_MOST || this == AT_LEAST;
        }
        Integer order = order(left, right);
        if (order == null) {
            return Undefined.UNDEFINED;
        }
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
            case IN, NIN, PLUS, MINUS, TIMES, DIVIDED_BY, MODULO ->
                throw new IllegalStateException(this + " is no comparison");
        };
    }

    private Object calculate(BigDecimal left, BigDecimal right) {
        boolean isByZero = right.signum() == 0 && (this == DIVIDED_BY || this == MODULO);
        if (isByZero) {
            return Undefined.UNDEFINED;
        }
        return switch (this) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
            case DIVIDED_BY -> left.divide(right, MathContext.DECIMAL64);
            case MODULO -> left.remainder(right);
            case EQUAL, UNEQUAL, LESS, GREATER, AT_MOST, AT_LEAST, IN, NIN ->
                throw new IllegalStateException(this + " does not calculate");
        };
    }

    private static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return decimal(left).compareTo(decimal(right));
        }
        if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        }
        if (left instanceof Boolean truth && right instanceof Boolean other) {
            return truth.compareTo(other);
        }
        return null;
    }

    static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}
