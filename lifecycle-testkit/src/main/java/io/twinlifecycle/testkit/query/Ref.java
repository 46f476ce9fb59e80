package io.twinlifecycle.testkit.query;

import java.util.List;

/**
 * What a path leads to.
 *
 * @param collection a name of the {@link Scope}
 * @param path the names below it; empty for the whole twin or relationship
 */
record Ref(String collection, List<String> path) {

    Ref {
        path = List.copyOf(path);
    }

    /** Says whether this is the id of a twin. */
    boolean isTwinId(Scope scope) {
        return path.equals(List.of("$dtId")) && scope.holdsTwins(collection);
    }
}
