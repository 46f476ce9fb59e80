package io.twinlifecycle.testkit.simulate;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Relationship;
import io.twinlifecycle.testkit.InMemoryTwinStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What others than the library have put into twins, and is owed to them until the twin is deleted. Used by one thread. */
final class Ledger {

    private final Map<TwinId, Map<String, Relationship>> relationships = new HashMap<>();
    private final Map<TwinId, Map<String, Object>> properties = new HashMap<>();
    private final Set<TwinId> forgiven = new HashSet<>();

    void owe(TwinId twin, Relationship relationship) {
        relationships
                .computeIfAbsent(twin, unknown -> new HashMap<>())
                .put(relationship.ref().toString(), relationship);
    }

    void owe(TwinId twin, String property, Object value) {
        properties.computeIfAbsent(twin, unknown -> new HashMap<>()).put(property, value);
    }

    /** The twin is gone, and all with it. */
    void deleted(TwinId twin) {
        relationships.remove(twin);
        properties.remove(twin);
        forgiven.remove(twin);
    }

    /** Whoever remembered what he had removed died, or gave up: the documentation says that it may be lost. */
    void forgive(TwinId twin) {
        forgiven.add(twin);
    }

    /** What a twin that is there lacks. */
    List<String> missing(TwinId twin, InMemoryTwinStore store) {
        List<String> missing = new ArrayList<>();
        if (!forgiven.contains(twin)) {
            for (Relationship owed : relationships.getOrDefault(twin, Map.of()).values()) {
                if (!store.peek(owed.ref()).equals(Optional.of(owed))) {
                    missing.add("P3: " + owed + " is lost");
                }
            }
        }
        Map<String, Object> contents = store.peek(twin).orElseThrow().contents();
        properties.getOrDefault(twin, Map.of()).forEach((name, value) -> {
            if (!value.equals(contents.get(name))) {
                missing.add("P3: property " + name + " of " + twin + " is not " + value + " but " + contents.get(name));
            }
        });
        return missing;
    }
}
