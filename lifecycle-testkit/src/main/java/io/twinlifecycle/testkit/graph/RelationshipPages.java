package io.twinlifecycle.testkit.graph;

import io.twinlifecycle.store.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts lists of relationships into pages. A token says after which relationship to go on, so deletions between two pages make none of
 * those behind be passed over.
 */
final class RelationshipPages {

    /** Recorded: 21 relationships come as 10, 10 and 1. */
    private static final int SIZE = 10;

    // No id has a control character, so this one parts them.
    private static final String SEPARATOR = "\n";

    private RelationshipPages() {}

    static Page<GraphRelationship> outgoing(
            NavigableMap<String, GraphRelationship> all, Optional<String> name, Optional<String> after) {
        Collection<GraphRelationship> rest = after.map(token -> all.tailMap(decode(token), false))
                .orElse(all)
                .values();
        return page(rest, name, GraphRelationship::id);
    }

    static Page<GraphRelationship> incoming(NavigableMap<IncomingKey, GraphRelationship> all, Optional<String> after) {
        Collection<GraphRelationship> rest = after.map(token -> all.tailMap(key(decode(token)), false))
                .orElse(all)
                .values();
        return page(rest, Optional.empty(), last -> last.id() + SEPARATOR + last.source());
    }

    private static Page<GraphRelationship> page(
            Collection<GraphRelationship> rest, Optional<String> name, Function<GraphRelationship, String> place) {
        List<GraphRelationship> found = rest.stream()
                .filter(relationship -> name.isEmpty() || name.get().equals(relationship.name()))
                .limit(SIZE + 1)
                .toList();
        if (found.size() <= SIZE) {
            return Page.only(found);
        }
        List<GraphRelationship> items = found.subList(0, SIZE);
        return new Page<>(items, Optional.of(encode(place.apply(items.get(SIZE - 1)))));
    }

    private static IncomingKey key(String place) {
        int end = place.indexOf(SEPARATOR);
        if (end < 0) {
            throw unknownToken();
        }
        return new IncomingKey(place.substring(0, end), place.substring(end + 1));
    }

    private static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknownToken();
        }
    }

    private static TwinGraphException unknownToken() {
        return TwinGraphException.invalidArgument("The continuation token is invalid.");
    }
}
