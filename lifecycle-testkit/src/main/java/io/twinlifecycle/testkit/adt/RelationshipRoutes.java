package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.store.Page;
import io.twinlifecycle.testkit.graph.GraphRelationship;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.Relationships;
import io.twinlifecycle.testkit.internal.Percent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /digitaltwins/{id}/relationships}, with an id or without, and {@code /digitaltwins/{id}/incomingrelationships}. */
final class RelationshipRoutes {

    private static final String TOKEN = "continuationToken";
    private static final String NAME = "relationshipName";

    private final Relationships relationships;

    RelationshipRoutes(Relationships relationships) {
        this.relationships = relationships;
    }

    AdtResponse put(AdtRequest request) {
        GraphRelationship relationship =
                relationships.put(source(request), id(request), Bodies.object(request), Bodies.onlyIfAbsent(request));
        return AdtResponse.json(200, relationship.etag(), relationship.document());
    }

    AdtResponse get(AdtRequest request) {
        GraphRelationship relationship = relationships.get(source(request), id(request));
        return AdtResponse.json(200, relationship.etag(), relationship.document());
    }

    AdtResponse patch(AdtRequest request) {
        GraphRelationship relationship =
                relationships.patch(source(request), id(request), Bodies.patch(request), ifMatch(request));
        return AdtResponse.noContent(relationship.etag());
    }

    AdtResponse delete(AdtRequest request) {
        relationships.delete(source(request), id(request), ifMatch(request));
        return AdtResponse.noContent();
    }

    AdtResponse outgoing(AdtRequest request) {
        Page<GraphRelationship> page =
                relationships.outgoing(source(request), request.parameter(NAME), request.parameter(TOKEN));
        return Bodies.page(
                page.next()
                        .map(token -> nextLink(request, "relationships", token))
                        .orElse(null),
                page.items().stream().map(GraphRelationship::document).toList());
    }

    AdtResponse incoming(AdtRequest request) {
        Page<GraphRelationship> page = relationships.incoming(source(request), request.parameter(TOKEN));
        return Bodies.page(
                page.next()
                        .map(token -> nextLink(request, "incomingrelationships", token))
                        .orElse(null),
                page.items().stream().map(each -> entry(request, each)).toList());
    }

    /** Less than the relationship: no properties, no target, no ETag, but where to find it. */
    private static Map<String, Object> entry(AdtRequest request, GraphRelationship relationship) {
        String source = relationship.source().value();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("$relationshipId", relationship.id());
        entry.put("$sourceId", source);
        entry.put("$relationshipName", relationship.name());
        entry.put(
                "$relationshipLink",
                request.link("/digitaltwins/" + Percent.encode(source) + "/relationships/"
                        + Percent.encode(relationship.id()) + "?api-version=" + Percent.encode(request.apiVersion())));
        return entry;
    }

    private static String nextLink(AdtRequest request, String list, String token) {
        Optional<String> name = request.parameter(NAME).filter(any -> list.equals("relationships"));
        return request.link("/digitaltwins/" + Percent.encode(request.segments().get(1)) + "/" + list + "?" + TOKEN
                + "=" + Percent.encode(token)
                + name.map(value -> "&" + NAME + "=" + Percent.encode(value)).orElse("")
                + "&api-version=" + Percent.encode(request.apiVersion()));
    }

    private static TwinId source(AdtRequest request) {
        return Bodies.twinId(request.segments().get(1));
    }

    private static String id(AdtRequest request) {
        return request.segments().get(3);
    }

    private static IfMatch ifMatch(AdtRequest request) {
        return IfMatch.of(request.header("if-match"));
    }
}
