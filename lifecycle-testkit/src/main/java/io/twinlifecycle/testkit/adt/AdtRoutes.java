package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.TwinGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Finds who answers a request. The fixed words of a path match in any case, as the service's own links demand. */
final class AdtRoutes {

    /** One more than the longest path has, so that a longer one is none of them. */
    private static final int LONGEST = 5;

    private final Map<String, Map<String, Function<AdtRequest, AdtResponse>>> routes = new HashMap<>();

    AdtRoutes(TwinGraph graph) {
        ModelRoutes models = new ModelRoutes(graph.models());
        add("GET", "models", models::list);
        add("POST", "models", models::add);
        add("GET", "models/*", models::get);
        add("PATCH", "models/*", models::decommission);
        add("DELETE", "models/*", models::delete);

        TwinRoutes twins = new TwinRoutes(graph.twins());
        add("PUT", "digitaltwins/*", twins::put);
        add("GET", "digitaltwins/*", twins::get);
        add("PATCH", "digitaltwins/*", twins::patch);
        add("DELETE", "digitaltwins/*", twins::delete);
        add("GET", "digitaltwins/*/components/*", twins::getComponent);
        add("PATCH", "digitaltwins/*/components/*", twins::patchComponent);

        TelemetryRoutes telemetry = new TelemetryRoutes(graph.telemetry());
        add("POST", "digitaltwins/*/telemetry", telemetry::ofTwin);
        add("POST", "digitaltwins/*/components/*/telemetry", telemetry::ofComponent);

        EventRouteRoutes eventRoutes = new EventRouteRoutes(graph.eventRoutes());
        add("GET", "eventroutes", eventRoutes::list);
        add("PUT", "eventroutes/*", eventRoutes::put);
        add("GET", "eventroutes/*", eventRoutes::get);
        add("DELETE", "eventroutes/*", eventRoutes::delete);

        ImportJobRoutes jobs = new ImportJobRoutes(graph.importJobs());
        add("GET", "jobs/imports", jobs::list);
        add("PUT", "jobs/imports/*", jobs::put);
        add("GET", "jobs/imports/*", jobs::get);
        add("DELETE", "jobs/imports/*", jobs::delete);
        add("POST", "jobs/imports/*/cancel", jobs::cancel);

        DeletionJobRoutes deletions = new DeletionJobRoutes(graph.deletionJobs());
        add("POST", "jobs/deletions", deletions::add);
        add("GET", "jobs/deletions", deletions::list);
        add("GET", "jobs/deletions/*", deletions::get);

        add("POST", "query", new QueryRoutes(graph)::query);

        RelationshipRoutes relationships = new RelationshipRoutes(graph.relationships());
        add("GET", "digitaltwins/*/relationships", relationships::outgoing);
        add("GET", "digitaltwins/*/incomingrelationships", relationships::incoming);
        add("PUT", "digitaltwins/*/relationships/*", relationships::put);
        add("GET", "digitaltwins/*/relationships/*", relationships::get);
        add("PATCH", "digitaltwins/*/relationships/*", relationships::patch);
        add("DELETE", "digitaltwins/*/relationships/*", relationships::delete);
    }

    AdtResponse answer(AdtRequest request) {
        Map<String, Function<AdtRequest, AdtResponse>> methods = routes.get(shape(request.segments()));
        if (methods == null) {
            return ErrorBodies.of(
                    501,
                    "NotImitated",
                    "This local server does not imitate this part of Azure Digital Twins; its documentation says which"
                            + " parts it does.");
        }
        Function<AdtRequest, AdtResponse> route = methods.get(request.method());
        return route == null
                ? ErrorBodies.of(405, "MethodNotAllowed", "This resource has no such method.")
                : route.apply(request);
    }

    private void add(String method, String path, Function<AdtRequest, AdtResponse> route) {
        routes.computeIfAbsent(path, key -> new HashMap<>()).put(method, route);
    }

    /** Every second segment is an id; of jobs, every second after the first. */
    private static String shape(List<String> segments) {
        int offset = segments.get(0).equalsIgnoreCase("jobs") ? 1 : 0;
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < segments.size() && i <= LONGEST; i++) {
            boolean fixed = i < offset || (i - offset) % 2 == 0;
            shape.append(i == 0 ? "" : "/").append(fixed ? segments.get(i).toLowerCase(Locale.ROOT) : "*");
        }
        return shape.toString();
    }
}
