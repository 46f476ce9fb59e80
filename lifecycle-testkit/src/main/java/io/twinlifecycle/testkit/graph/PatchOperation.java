package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.JsonValues;
import io.twinlifecycle.testkit.internal.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a JSON Patch (RFC 6902); of its six kinds the service knows three.
 *
 * @param kind what to do
 * @param path names from the top down, already unescaped
 * @param value the value to set; null when removing
 */
public record PatchOperation(
        Kind kind, List<String> path, @Nullable Object value) {

    /** What to do. */
    public enum Kind {
        /** Set, whether there was a value or not. */
        ADD,
        /** Set what is there. */
        REPLACE,
        /** Remove what is there. */
        REMOVE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks and copies. */
    public PatchOperation {
        path = List.copyOf(path);
        value = JsonValues.copyValue(value);
    }

    /**
     * Reads a patch document, whose elements are objects.
     *
     * @throws TwinGraphException with {@link ErrorCode#JSON_PATCH_INVALID} if it is none
     */
    public static List<PatchOperation> parse(@Nullable Object document) {
        if (!(document instanceof List<?> elements)) {
            throw TwinGraphException.invalidPatch("The patch document must be an array of operations.");
        }
        List<PatchOperation> operations = new ArrayList<>();
        for (Object element : elements) {
            operations.add(parseOne(Json.asObject(element)));
        }
        return operations;
    }

    private static PatchOperation parseOne(@Nullable Map<String, Object> element) {
        if (element == null) {
            throw TwinGraphException.invalidPatch("Each operation must be an object.");
        }
        Kind kind = kind(element.get("op"));
        if (!(element.get("path") instanceof String pointer) || !pointer.startsWith("/")) {
            throw TwinGraphException.invalidPatch("An operation needs a path that starts with a slash.");
        }
        if (kind != Kind.REMOVE && !element.containsKey("value")) {
            throw TwinGraphException.invalidPatch("Operation " + element.get("op") + " needs a value.");
        }
        List<String> path = Arrays.stream(pointer.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
        return new PatchOperation(kind, path, kind == Kind.REMOVE ? null : element.get("value"));
    }

    private static Kind kind(@Nullable Object op) {
        if ("add".equals(op)) {
            return Kind.ADD;
        } else if ("replace".equals(op)) {
            return Kind.REPLACE;
        } else if ("remove".equals(op)) {
            return Kind.REMOVE;
        }
        throw TwinGraphException.invalidPatch("Unsupported operation type "
                + (op instanceof String kind ? kind : "null") + ". The operation must be add, replace or remove.");
    }

    /** The same operation one level further down. */
    PatchOperation under(String parent) {
        List<String> longer = new ArrayList<>();
        longer.add(parent);
        longer.addAll(path);
        return new PatchOperation(kind, longer, value);
    }

    String pointer() {
        return "/" + String.join("/", path);
    }
}
