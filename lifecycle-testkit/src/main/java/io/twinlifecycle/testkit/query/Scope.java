package io.twinlifecycle.testkit.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The collections of a query by name: twins or relationships. */
final class Scope {

    /** A query over one collection need not name it. */
    private static final String UNNAMED = "";

    private final Map<String, Boolean> holdsTwins = new LinkedHashMap<>();
    private final boolean single;

    private Scope(boolean single) {
        this.single = single;
    }

    /** Of a query over one collection, whose properties need no prefix. */
    static Scope ofOne(String name, boolean holdsTwins) {
        Scope scope = new Scope(true);
        scope.holdsTwins.put(name, holdsTwins);
        return scope;
    }

    /** Of a query over several, in which every path starts with a collection. */
    static Scope ofSeveral() {
        return new Scope(false);
    }

    static String unnamed() {
        return UNNAMED;
    }

    /** Says whether there was none of this name. */
    boolean add(String name, boolean twins) {
        return holdsTwins.putIfAbsent(name, twins) == null;
    }

    boolean has(String name) {
        return holdsTwins.containsKey(name);
    }

    boolean holdsTwins(String name) {
        return holdsTwins.getOrDefault(name, false);
    }

    /** The one collection of the query, for what does not say which. */
    String only(Lexeme place) {
        if (!single) {
            throw QueryException.at(place, "say which collection is meant: one of " + holdsTwins.keySet());
        }
        return holdsTwins.keySet().iterator().next();
    }

    Ref resolve(Cursor.Path path) {
        List<String> names = path.names();
        String first = names.get(0);
        if (has(first)) {
            return new Ref(first, names.subList(1, names.size()));
        }
        if (single) {
            return new Ref(only(path.place()), names);
        }
        throw QueryException.notImitated(
                path.place(),
                "'" + first + "' is no collection of it, which has " + holdsTwins.keySet()
                        + "; names are case-sensitive.");
    }

    Ref resolveProperty(Cursor.Path path) {
        Ref ref = resolve(path);
        if (ref.path().isEmpty()) {
            throw QueryException.at(path.place(), "'" + ref.collection() + "' is a collection, not a property");
        }
        return ref;
    }
}
