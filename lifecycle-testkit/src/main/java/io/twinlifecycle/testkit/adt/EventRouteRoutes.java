package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.EventRoute;
import io.twinlifecycle.testkit.graph.EventRoutes;
import java.util.Map;

/** {@code /eventroutes} and {@code /eventroutes/{id}}. */
final class EventRouteRoutes {

    private final EventRoutes routes;

    EventRouteRoutes(EventRoutes routes) {
        this.routes = routes;
    }

    AdtResponse put(AdtRequest request) {
        Map<String, Object> body = Bodies.object(request);
        routes.put(new EventRoute(id(request), Bodies.text(body, "endpointName"), Bodies.text(body, "filter")));
        return AdtResponse.noContent();
    }

    AdtResponse get(AdtRequest request) {
        return AdtResponse.json(200, routes.get(id(request)).document());
    }

    AdtResponse list(AdtRequest request) {
        return Lists.page(request, "/EventRoutes?", routes.all(), EventRoute::document);
    }

    AdtResponse delete(AdtRequest request) {
        routes.delete(id(request));
        return AdtResponse.noContent();
    }

    private static String id(AdtRequest request) {
        return request.segments().get(1);
    }
}
