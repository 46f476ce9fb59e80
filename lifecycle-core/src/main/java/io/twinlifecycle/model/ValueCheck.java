package io.twinlifecycle.model;

import io.twinlifecycle.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares values with their schemas and notes what does not fit. It goes no deeper than the schema does. */
final class ValueCheck {

    private static final int MAX_VALUES_SHOWN = 8;

    private final Problems problems;

    ValueCheck(Problems problems) {
        this.problems = problems;
    }

    void check(String path, ValueSchema schema, @Nullable Object value) {
        if (value == null) {
            problems.add(path + " is null; leave it out instead");
        } else if (schema instanceof ValueSchema.Primitive primitive) {
            Primitives.expectation(primitive.name(), value).ifPresent(expected -> mustBe(path, expected, value));
        } else if (schema instanceof ValueSchema.Enumeration enumeration) {
            checkEnumeration(path, enumeration, value);
        } else if (schema instanceof ValueSchema.ObjectOf object) {
            checkObject(path, object, value);
        } else if (schema instanceof ValueSchema.MapOf map) {
            checkMap(path, map, value);
        } else if (schema instanceof ValueSchema.ArrayOf array) {
            checkArray(path, array, value);
        }
    }

    private void checkEnumeration(String path, ValueSchema.Enumeration enumeration, Object value) {
        boolean found = enumeration.values().stream().anyMatch(allowed -> isSame(allowed, value));
        if (!found) {
            String allowed = enumeration.values().stream()
                    .limit(MAX_VALUES_SHOWN)
                    .map(each -> each instanceof String text ? Texts.quoted(text) : each.toString())
                    .collect(Collectors.joining(", "));
            String more = enumeration.values().size() > MAX_VALUES_SHOWN ? ", …" : "";
            mustBe(path, "one of the values of its enum (" + allowed + more + ")", value);
        }
    }

    private static boolean isSame(Object allowed, Object value) {
        return allowed.equals(value)
                || Primitives.wholeNumber(value)
                        .filter(number -> Primitives.wholeNumber(allowed)
                                .filter(number::equals)
                                .isPresent())
                        .isPresent();
    }

    private void checkObject(String path, ValueSchema.ObjectOf object, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            mustBe(path, "an object", value);
            return;
        }
        fields.forEach((key, field) -> {
            String name = String.valueOf(key);
            ValueSchema schema = object.fields().get(name);
            String fieldPath = path + "." + Problems.shown(name);
            if (schema == null) {
                problems.add(fieldPath + " is not a field that the model declares");
            } else {
                check(fieldPath, schema, field);
            }
        });
    }

    private void checkMap(String path, ValueSchema.MapOf map, Object value) {
        if (value instanceof Map<?, ?> entries) {
            entries.forEach(
                    (key, entry) -> check(path + "." + Problems.shown(String.valueOf(key)), map.value(), entry));
        } else {
            mustBe(path, "a map, which is an object in JSON", value);
        }
    }

    private void checkArray(String path, ValueSchema.ArrayOf array, Object value) {
        if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                check(path + "[" + i + "]", array.element(), elements.get(i));
            }
        } else {
            mustBe(path, "an array", value);
        }
    }

    private void mustBe(String path, String expected, Object value) {
        problems.add(path + " must be " + expected + ", but is " + kind(value));
    }

    /** What kind of value it is, rather than the value: that may be long, or a secret. */
    private static String kind(Object value) {
        if (value instanceof String text) {
            return "text of " + text.length() + " characters";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof Number
                ? (Primitives.wholeNumber(value).isPresent() ? "a whole number" : "a decimal number")
                : "no JSON value (" + Texts.quoted(value.getClass().getName()) + ")";
    }
}
