package io.twinlifecycle.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The primitive schemas of DTDL and the values that fit them. Where the language and the service may differ, the wider reading counts,
 * so that nothing is refused here that the service would store.
 */
final class Primitives {

    /** The service's limit for a string property, in bytes of UTF-8. */
    static final int MAX_STRING_BYTES = 4096;

    // No valid time, duration or number is longer, and no pattern below works long on so little.
    private static final int MAX_FORMATTED_LENGTH = 100;

    private static final Pattern DURATION =
            Pattern.compile("[+-]?P(?=.)(?:#Y)?(?:#M)?(?:#W)?(?:#D)?(?:T(?=.)(?:#H)?(?:#M)?(?:#S)?)?"
                    .replace("#", "[0-9]+(?:[.,][0-9]+)?"));
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}");

    private static final Map<String, Primitive> BY_NAME = Map.ofEntries(
            Map.entry("boolean", new Primitive("true or false", value -> value instanceof Boolean)),
            Map.entry("byte", whole("a whole number of 8 bits", 8)),
            Map.entry("short", whole("a whole number of 16 bits", 16)),
            Map.entry("integer", whole("a whole number of 32 bits", 32)),
            Map.entry("long", whole("a whole number of 64 bits", 64)),
            Map.entry("unsignedByte", unsigned("a whole number from 0 to 255", 8)),
            Map.entry("unsignedShort", unsigned("a whole number of 16 bits, not negative", 16)),
            Map.entry("unsignedInteger", unsigned("a whole number of 32 bits, not negative", 32)),
            Map.entry("unsignedLong", unsigned("a whole number of 64 bits, not negative", 64)),
            Map.entry(
                    "float",
                    new Primitive(
                            "a number within the range of a 32-bit float",
                            value -> value instanceof Number number && Float.isFinite(number.floatValue()))),
            Map.entry(
                    "double",
                    new Primitive(
                            "a number within the range of a double",
                            value -> value instanceof Number number && Double.isFinite(number.doubleValue()))),
            Map.entry("decimal", new Primitive("a decimal number", Primitives::isDecimal)),
            Map.entry(
                    "string",
                    new Primitive("text of at most " + MAX_STRING_BYTES + " bytes in UTF-8", Primitives::isString)),
            Map.entry("date", time("a date such as 2026-05-01", DateTimeFormatter.ISO_LOCAL_DATE)),
            Map.entry(
                    "dateTime", time("a date and time such as 2026-05-01T10:00:05Z", DateTimeFormatter.ISO_DATE_TIME)),
            Map.entry("time", time("a time such as 10:00:05Z", DateTimeFormatter.ISO_TIME)),
            Map.entry("duration", formatted("a duration in ISO 8601 such as PT1H30M", DURATION)),
            Map.entry("uuid", formatted("a UUID", UUID)),
            Map.entry("bytes", new Primitive("bytes in Base64, as text", Primitives::isBase64)));

    private Primitives() {}

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }

    /** What the value should be, if it is not; a primitive that is not known takes any value. */
    static Optional<String> expectation(String name, Object value) {
        return Optional.ofNullable(BY_NAME.get(name))
                .filter(primitive -> !primitive.fits.test(value))
                .map(Primitive::expectation);
    }

    /** The value as a whole number, if it is written as one: 3 is, 3.0 is not. */
    static Optional<BigInteger> wholeNumber(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return Optional.of(BigInteger.valueOf(((Number) value).longValue()));
        }
        return value instanceof BigInteger big ? Optional.of(big) : Optional.empty();
    }

    private static Primitive whole(String expectation, int bits) {
        return new Primitive(
                expectation,
                value -> wholeNumber(value)
                        .filter(number -> number.bitLength() < bits)
                        .isPresent());
    }

    private static Primitive unsigned(String expectation, int bits) {
        return new Primitive(
                expectation,
                value -> wholeNumber(value)
                        .filter(number -> number.signum() >= 0 && number.bitLength() <= bits)
                        .isPresent());
    }

    private static Primitive formatted(String expectation, Pattern pattern) {
        return new Primitive(
                expectation + ", as text",
                value -> isShort(value) && pattern.matcher((String) value).matches());
    }

    private static Primitive time(String expectation, DateTimeFormatter format) {
        return new Primitive(expectation + ", as text", value -> isShort(value) && isTime((String) value, format));
    }

    private static boolean isShort(Object value) {
        return value instanceof String text && text.length() <= MAX_FORMATTED_LENGTH;
    }

    private static boolean isTime(String text, DateTimeFormatter format) {
        try {
            format.parse(text);
        } catch (DateTimeException e) {
            return false;
        }
        // A region in brackets is Java's own addition to ISO 8601.
        return text.indexOf('[') < 0;
    }

    private static boolean isDecimal(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue());
        }
        return value instanceof BigDecimal
                || wholeNumber(value).isPresent()
                || (isShort(value) && DECIMAL.matcher((String) value).matches());
    }

    private static boolean isString(Object value) {
        return value instanceof String text
                && text.length() <= MAX_STRING_BYTES
                && text.getBytes(StandardCharsets.UTF_8).length <= MAX_STRING_BYTES;
    }

    private static boolean isBase64(Object value) {
        return isString(value)
                && ((String) value).length() % 4 == 0
                && BASE64.matcher((String) value).matches();
    }

    private record Primitive(String expectation, Predicate<Object> fits) {}
}
