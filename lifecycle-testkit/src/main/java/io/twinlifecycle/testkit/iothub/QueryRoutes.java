package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.hubquery.DeviceQuery;
import io.twinlifecycle.testkit.hubquery.HubQueryException;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.world.TwinView;
import io.twinlifecycle.testkit.world.VirtualHub;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Queries of twins. A continuation token says how many results came before; devices that come or go meanwhile move the rest.
 *
 * @param hub the hub
 */
record QueryRoutes(VirtualHub hub) {

    private static final String CONTINUATION = "x-ms-continuation";
    private static final String PAGE_SIZE = "x-ms-max-item-count";
    private static final int STANDARD_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    /** Empty if it is none. */
    Optional<Answer> answer(HubRequest request) {
        return request.is("POST", "devices", "query") ? Optional.of(query(request)) : Optional.empty();
    }

    private Answer query(HubRequest request) {
        Map<String, Object> json = Json.asObject(Json.parse(request.body()));
        if (json == null || !(json.get("query") instanceof String text)) {
            return HubAnswers.badRequest("the body has no query");
        }
        DeviceQuery query;
        try {
            query = DeviceQuery.parse(text);
        } catch (HubQueryException e) {
            return HubAnswers.badRequest("The query is refused " + e.getMessage());
        }
        int first = request.header(CONTINUATION).map(QueryRoutes::decode).orElse(0);
        int size = request.header(PAGE_SIZE).map(Integer::parseInt).orElse(STANDARD_PAGE);
        if (size < 1 || size > MAX_PAGE) {
            return HubAnswers.badRequest(PAGE_SIZE + " must be 1 to " + MAX_PAGE);
        }
        return page(query.run(twins(query)), first, size, query.isOfTwins() ? "Twin" : "Raw");
    }

    private List<Map<String, Object>> twins(DeviceQuery query) {
        List<TwinView> views =
                query.isOfModules() ? hub.twins().ofModules() : hub.twins().ofDevices();
        return views.stream().map(HubDocuments::twin).toList();
    }

    private static Answer page(List<Map<String, Object>> rows, int first, int size, String type) {
        int from = Math.min(first, rows.size());
        int to = Math.min(rows.size(), from + size);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ms-item-type", type);
        if (to < rows.size()) {
            headers.put(CONTINUATION, encode(to));
        }
        return HubAnswers.json(200, rows.subList(from, to), headers);
    }

    private static String encode(int count) {
        return Base64.getUrlEncoder().encodeToString(String.valueOf(count).getBytes(StandardCharsets.US_ASCII));
    }

    private static int decode(String token) {
        try {
            return Math.max(
                    0, Integer.parseInt(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the continuation token is none of this server", e);
        }
    }
}
