package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.TwinId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A relationship as a client sends it. Ids in the body are passed over: the path wins.
 *
 * @param name its name
 * @param target where it ends
 * @param properties its properties
 */
record RelationshipBody(String name, TwinId target, Map<String, Object> properties) {

    private static final Set<String> KNOWN =
            Set.of("$relationshipId", "$etag", "$sourceId", "$relationshipName", "$targetId");

    static RelationshipBody read(Map<String, Object> body) {
        if (!(body.get("$relationshipName") instanceof String name)
                || !(body.get("$targetId") instanceof String target)
                || !TwinId.isValid(target)) {
            throw TwinGraphException.invalidArgument("The relationship must have $relationshipName and $targetId.");
        }
        Map<String, Object> properties = new LinkedHashMap<>(body);
        properties.keySet().removeAll(KNOWN);
        properties.keySet().stream()
                .filter(key -> key.startsWith("$"))
                .findFirst()
                .ifPresent(key -> {
                    throw TwinGraphException.invalidArgument(
                            "The relationship cannot have a property whose name starts with $.");
                });
        return new RelationshipBody(name, new TwinId(target), properties);
    }
}
