package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.Percent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts the lists of models, event routes and jobs into pages. */
final class Lists {

    private static final int MAX_PAGE = 100;

    private Lists() {}

    /**
     * A page.
     *
     * @param path of the next link, with its parameters so far, ending in a question mark or an ampersand
     */
    static <T> AdtResponse page(
            AdtRequest request, String path, List<T> all, Function<T, Map<String, Object>> document) {
        int from = request.parameter("continuationToken").map(Lists::position).orElse(0);
        int start = Math.min(from, all.size());
        int end = Math.min(all.size(), start + request.pageSize(MAX_PAGE, MAX_PAGE));
        String nextLink = end == all.size() ? null : nextLink(request, path, end);
        // Recorded of event routes and jobs: unlike those of relationships, these lists come before their link.
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("value", all.subList(start, end).stream().map(document).toList());
        body.put("nextLink", nextLink);
        return AdtResponse.json(200, body);
    }

    // As recorded: the token is JSON, and api-version comes last.
    private static String nextLink(AdtRequest request, String path, int position) {
        return request.link(path + "continuationToken=" + Percent.encode("{\"_s\":" + position + "}") + "&api-version="
                + Percent.encode(request.apiVersion()));
    }

    private static int position(String token) {
        try {
            Map<String, Object> json = Json.asObject(Json.parse(token.getBytes(StandardCharsets.UTF_8)));
            if (json != null && json.get("_s") instanceof Integer number && number >= 0) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            // No JSON, so no token; what follows says so.
        }
        throw new Bodies.Refused(ErrorBodies.of(400, "InvalidArgument", "The continuation token is invalid."));
    }
}
