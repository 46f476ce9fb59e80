package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.TwinId;
import io.twinlifecycle.testkit.graph.GraphTwin;
import io.twinlifecycle.testkit.graph.IfMatch;
import io.twinlifecycle.testkit.graph.Twins;

/** {@code /digitaltwins/{id}} and {@code /digitaltwins/{id}/components/{name}}. */
final class TwinRoutes {

    private final Twins twins;

    TwinRoutes(Twins twins) {
        this.twins = twins;
    }

    AdtResponse put(AdtRequest request) {
        GraphTwin twin = twins.put(id(request), Bodies.object(request), Bodies.onlyIfAbsent(request));
        return AdtResponse.json(200, twin.etag(), twin.document());
    }

    AdtResponse get(AdtRequest request) {
        GraphTwin twin = twins.get(id(request));
        return AdtResponse.json(200, twin.etag(), twin.document());
    }

    AdtResponse patch(AdtRequest request) {
        GraphTwin twin = twins.patch(id(request), Bodies.patch(request), ifMatch(request));
        return AdtResponse.noContent(twin.etag());
    }

    AdtResponse delete(AdtRequest request) {
        twins.delete(id(request), ifMatch(request));
        return AdtResponse.noContent();
    }

    AdtResponse getComponent(AdtRequest request) {
        GraphTwin twin = twins.get(id(request));
        return AdtResponse.json(200, twin.etag(), twin.component(component(request)));
    }

    AdtResponse patchComponent(AdtRequest request) {
        GraphTwin twin = twins.patchComponent(id(request), component(request), Bodies.patch(request), ifMatch(request));
        return AdtResponse.noContent(twin.etag());
    }

    private static TwinId id(AdtRequest request) {
        return Bodies.twinId(request.segments().get(1));
    }

    private static String component(AdtRequest request) {
        return request.segments().get(3);
    }

    private static IfMatch ifMatch(AdtRequest request) {
        return IfMatch.of(request.header("if-match"));
    }
}
