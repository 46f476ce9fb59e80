package io.twinlifecycle.testkit.graph;

/** Which events a route lets through. */
@FunctionalInterface
interface RouteFilter {

    boolean lets(GraphEvent event);

    /** Reads a filter, or throws {@link ErrorCode#EVENT_ROUTE_FILTER_INVALID}. */
    static RouteFilter parse(String text) {
        return new RouteFilterParser(text).parse();
    }
}
