package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.graph.TwinGraph;
import io.twinlifecycle.testkit.query.QueryPage;
import io.twinlifecycle.testkit.query.TwinQuery;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /query}. */
final class QueryRoutes {

    /** The service's limit; a client may ask for more and gets this many. */
    private static final int MAX_PAGE = 1_000;

    private static final int PAGE = 100;

    private final TwinGraph graph;

    QueryRoutes(TwinGraph graph) {
        this.graph = graph;
    }

    AdtResponse query(AdtRequest request) {
        Map<String, Object> body = Bodies.object(request);
        int size = request.pageSize(PAGE, MAX_PAGE);
        QueryPage page;
        // As specified, a token makes the query be ignored.
        if (body.get("continuationToken") instanceof String token) {
            page = TwinQuery.nextPage(graph.queryView(), token, size);
        } else if (body.get("query") instanceof String query) {
            page = TwinQuery.firstPage(graph.queryView(), query, size);
        } else {
            throw new AdtRequest.BadRequest("The body must have a query or a continuationToken.");
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("value", page.items());
        answer.put("continuationToken", page.continuationToken().orElse(null));
        return AdtResponse.json(200, answer).with("query-charge", charge(page));
    }

    /** The form is recorded, 3.01 to 3.29 for small results; the sum is made up. */
    private static String charge(QueryPage page) {
        return String.format(Locale.ROOT, "%.2f", 3.01 + page.items().size() / 100.0);
    }
}
