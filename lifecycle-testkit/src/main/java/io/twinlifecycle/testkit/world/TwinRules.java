package io.twinlifecycle.testkit.world;

import io.twinlifecycle.testkit.internal.Json;
import java.util.List;
import java.util.Map;

/** What a twin may hold (Microsoft, "Understand and use device twins", tags and properties format). */
final class TwinRules {

    private static final int MAX_TAGS = 8 * 1024;
    private static final int MAX_PROPERTIES = 32 * 1024;
    private static final int MAX_DEPTH = 10;
    private static final int MAX_NAME = 1024;
    private static final int MAX_TEXT = 4 * 1024;
    private static final long MAX_INTEGER = 4_503_599_627_370_496L;

    private TwinRules() {}

    /** Refuses a twin that no hub would have. Sizes are measured as JSON, which is a little more than what the service counts. */
    static void check(DeviceTwin twin) {
        check("tags", twin.tags(), MAX_TAGS);
        check("properties.desired", twin.desired().values(), MAX_PROPERTIES);
        check("properties.reported", twin.reported().values(), MAX_PROPERTIES);
    }

    private static void check(String section, Map<String, Object> values, int max) {
        if (values.isEmpty()) {
            return;
        }
        checkValue(section, values, 0);
        int size = Json.bytes(values).length;
        if (size > max) {
            throw WorldRefusal.invalid(section + " may have " + max + " bytes at most, but would have " + size);
        }
    }

    private static void checkValue(String section, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw WorldRefusal.invalid(section + " may nest " + MAX_DEPTH + " deep at most");
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                checkName(section, String.valueOf(name));
                if (inner != null) {
                    checkValue(section, inner, depth + 1);
                }
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> {
                if (inner != null) {
                    checkValue(section, inner, depth + 1);
                }
            });
        } else if (value instanceof String text && text.length() > MAX_TEXT) {
            throw WorldRefusal.invalid(section + " has a text of more than " + MAX_TEXT + " bytes");
        } else if (value instanceof Long number && Math.abs(number) > MAX_INTEGER) {
            throw WorldRefusal.invalid(section + " has a whole number beyond " + MAX_INTEGER);
        }
    }

    private static void checkName(String section, String name) {
        boolean isGood = !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().noneMatch(c -> c == '.' || c == '$' || c == ' ' || Character.isISOControl(c));
        if (!isGood) {
            throw WorldRefusal.invalid(
                    section
                            + " has a name that is empty, too long, or has a point, a dollar sign, a space or a control character");
        }
    }
}
