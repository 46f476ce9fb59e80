package io.twinlifecycle.testkit.hubquery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function of the language. An argument of a type that it does not take makes it undefined.
 *
 * @param name in upper case
 * @param least how many arguments it takes at least
 * @param most how many arguments it takes at most
 * @param body what it does
 */
record HubFunction(String name, int least, int most, Function<List<@Nullable Object>, @Nullable Object> body) {

    /** Microsoft, "IoT Hub query language", functions in routes conditions. Queries of twins have only the first. */
    private static final Map<String, HubFunction> ALL = List.of(
                    test("IS_DEFINED", value -> value != Undefined.UNDEFINED),
                    test("IS_NULL", value -> value == null),
                    test("IS_BOOL", Boolean.class::isInstance),
                    test("IS_NUMBER", Number.class::isInstance),
                    test("IS_STRING", String.class::isInstance),
                    test("IS_ARRAY", List.class::isInstance),
                    test("IS_OBJECT", Map.class::isInstance),
                    test("IS_PRIMITIVE", HubFunction::isPrimitive),
                    new HubFunction("AS_NUMBER", 1, 1, values -> asNumber(values.get(0))),
                    math("ABS", Math::abs),
                    math("EXP", Math::exp),
                    math("SQUARE", number -> number * number),
                    math("SQRT", Math::sqrt),
                    math("CEILING", Math::ceil),
                    math("FLOOR", Math::floor),
                    math("SIGN", Math::signum),
                    new HubFunction("POWER", 2, 2, HubFunction::power),
                    text("CONCAT", 2, Integer.MAX_VALUE, texts -> String.join("", texts)),
                    text("LENGTH", 1, 1, texts -> texts.get(0).length()),
                    text("LOWER", 1, 1, texts -> texts.get(0).toLowerCase(Locale.ROOT)),
                    text("UPPER", 1, 1, texts -> texts.get(0).toUpperCase(Locale.ROOT)),
                    text("INDEX_OF", 2, 2, texts -> texts.get(0).indexOf(texts.get(1))),
                    text("STARTS_WITH", 2, 2, texts -> texts.get(0).startsWith(texts.get(1))),
                    text("ENDS_WITH", 2, 2, texts -> texts.get(0).endsWith(texts.get(1))),
                    text("CONTAINS", 2, 2, texts -> texts.get(0).contains(texts.get(1))),
                    new HubFunction("SUBSTRING", 2, 3, HubFunction::substring))
            .stream()
            .collect(Collectors.toUnmodifiableMap(HubFunction::name, function -> function));

    /** No exponents, which could ask for more digits than fit into memory. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,300}(\\.\\d{1,300})?");

    static @Nullable HubFunction named(String name) {
        return ALL.get(name.toUpperCase(Locale.ROOT));
    }

    @Nullable
    Object of(List<@Nullable Object> arguments) {
        return body.apply(arguments);
    }

    private static HubFunction test(String name, Predicate<@Nullable Object> test) {
        return new HubFunction(name, 1, 1, values -> test.test(values.get(0)));
    }

    private static HubFunction math(String name, DoubleUnaryOperator body) {
        return new HubFunction(
                name,
                1,
                1,
                values -> values.get(0) instanceof Number number
                        ? finite(body.applyAsDouble(number.doubleValue()))
                        : Undefined.UNDEFINED);
    }

    private static HubFunction text(String name, int least, int most, Function<List<String>, Object> body) {
        return new HubFunction(
                name,
                least,
                most,
                values -> values.stream().allMatch(String.class::isInstance)
                        ? body.apply(values.stream().map(String.class::cast).toList())
                        : Undefined.UNDEFINED);
    }

    private static boolean isPrimitive(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static Object asNumber(@Nullable Object value) {
        if (value instanceof Number) {
            return value;
        }
        if (!(value instanceof String text) || !NUMBER.matcher(text).matches()) {
            return Undefined.UNDEFINED;
        }
        return new BigDecimal(text);
    }

    private static Object power(List<@Nullable Object> values) {
        return values.get(0) instanceof Number base && values.get(1) instanceof Number exponent
                ? finite(Math.pow(base.doubleValue(), exponent.doubleValue()))
                : Undefined.UNDEFINED;
    }

    /** The table calls its third argument an end and then describes a length; a length it is, as in the languages it resembles. */
    private static Object substring(List<@Nullable Object> values) {
        if (!(values.get(0) instanceof String text) || !values.stream().skip(1).allMatch(Number.class::isInstance)) {
            return Undefined.UNDEFINED;
        }
        int start = clamp(values.get(1), text.length());
        int end = values.size() == 2 ? text.length() : start + clamp(values.get(2), text.length() - start);
        return text.substring(start, end);
    }

    private static int clamp(@Nullable Object number, int max) {
        double value = number instanceof Number some ? some.doubleValue() : 0;
        return (int) Math.max(0, Math.min(max, value));
    }

    private static Object finite(double number) {
        return Double.isFinite(number) ? shortest(number) : Undefined.UNDEFINED;
    }

    private static Object shortest(double number) {
        BigDecimal decimal = BigDecimal.valueOf(number);
        return decimal.stripTrailingZeros().scale() <= 0 ? decimal.setScale(0, RoundingMode.UNNECESSARY) : decimal;
    }
}
