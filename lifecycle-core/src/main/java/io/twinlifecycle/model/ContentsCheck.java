package io.twinlifecycle.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a twin's contents against its model, before a store does. Safe for use by many threads. */
public final class ContentsCheck {

    private final Problems problems = new Problems();
    private final ValueCheck values = new ValueCheck(problems);

    private ContentsCheck() {}

    /**
     * What does not fit: one sentence each, such as {@code temperature is telemetry, which a twin does not store}; empty if all fits. Names
     * that start with {@code $} are passed over.
     *
     * <p>Properties are optional; components are not. The sentences say which value is wrong and what kind it should be, never the
     * value itself; there are at most 21, the last of which then says how many more there were.
     */
    public static List<String> problems(ModelDescription model, Map<String, Object> contents) {
        ContentsCheck check = new ContentsCheck();
        check.checkContents("", model, contents);
        return check.problems.all();
    }

    private void checkContents(String prefix, ModelDescription model, Map<?, ?> contents) {
        contents.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!name.startsWith("$")) {
                checkMember(prefix, model, name, value);
            }
        });
        for (String component : model.components().keySet()) {
            if (!contents.containsKey(component)) {
                problems.add("component " + prefix + Problems.shown(component)
                        + " must be present at creation, if only as an empty object");
            }
        }
    }

    private void checkMember(String prefix, ModelDescription model, String name, @Nullable Object value) {
        String path = prefix + Problems.shown(name);
        ValueSchema schema = model.properties().get(name);
        ModelDescription component = model.components().get(name);
        if (schema != null) {
            values.check(path, schema, value);
        } else if (component == null) {
            problems.add(
                    model.telemetry().contains(name)
                            ? path + " is telemetry, which a twin does not store"
                            : path + " is not a property or component of " + model.id());
        } else if (value instanceof Map<?, ?> inner) {
            checkContents(path + ".", component, inner);
        } else {
            problems.add("component " + path + " must be an object");
        }
    }
}
