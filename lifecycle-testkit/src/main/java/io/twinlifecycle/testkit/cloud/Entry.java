package io.twinlifecycle.testkit.cloud;

import io.twinlifecycle.testkit.graph.TwinGraphException;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.WorldRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * An object in a file. All that is wrong with it is told with its place.
 *
 * @param where such as {@code twins[3]}
 * @param json the object
 */
record Entry(String where, Map<String, Object> json) {

    /** The entries of a member, which is a list of objects, or is missing. */
    static List<Entry> list(Map<String, Object> json, String prefix, String member) {
        Object value = json.get(member);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(prefix + member + ": it must be a list");
        }
        List<Entry> entries = new ArrayList<>();
        for (Object each : list) {
            String where = prefix + member + "[" + entries.size() + "]";
            Map<String, Object> object = Json.asObject(each);
            if (object == null) {
                throw new IllegalArgumentException(where + ": it must be an object");
            }
            entries.add(new Entry(where, object));
        }
        return entries;
    }

    /** The entries of a member of this one. */
    List<Entry> list(String member) {
        return list(json, where + ".", member);
    }

    void requireKnown(Set<String> names) {
        for (String name : json.keySet()) {
            if (!names.contains(name)) {
                throw bad("unknown member " + name + "; known are " + new TreeSet<>(names));
            }
        }
    }

    String text(String member) {
        if (json.get(member) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw bad(member + " must be a text that is not empty");
    }

    boolean has(String member) {
        return json.get(member) != null;
    }

    /** A member that is an object; empty if it is missing. */
    Map<String, Object> object(String member) {
        if (!has(member)) {
            return Map.of();
        }
        Map<String, Object> object = Json.asObject(json.get(member));
        if (object == null) {
            throw bad(member + " must be an object");
        }
        return object;
    }

    /** Does something with the entry, and says where it was if that is refused. */
    <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (TwinGraphException e) {
            throw bad(e.getMessage() + (e.details().isEmpty() ? "" : " " + e.details()), e);
        } catch (IllegalArgumentException | WorldRefusal e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(where + ": " + why);
    }

    private IllegalArgumentException bad(String why, RuntimeException cause) {
        return new IllegalArgumentException(where + ": " + why, cause);
    }
}
