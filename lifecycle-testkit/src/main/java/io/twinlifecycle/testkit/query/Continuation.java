package io.twinlifecycle.testkit.query;

import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the next page of a query starts. As recorded, it is written as a text that is JSON, with {@code _q} for the query, {@code _tr}
 * for the rows so far and {@code _pn} for the page; in {@code _rc}, whose meaning is not known, is the key of the last row.
 *
 * @param query the query's text
 * @param after the key of the last row
 * @param rows how many rows there were so far
 * @param page the number of the next page, from 1
 */
record Continuation(String query, List<String> after, int rows, int page) {

    Continuation {
        after = List.copyOf(after);
    }

    static Continuation start(String query) {
        return new Continuation(query, List.of(), 0, 0);
    }

    /** What {@link #text} has written, or a refusal. */
    static Continuation parse(String token) {
        try {
            Map<String, Object> json = Json.asObject(Json.parse(token.getBytes(StandardCharsets.UTF_8)));
            if (json != null
                    && json.get("_q") instanceof String query
                    && json.get("_rc") instanceof List<?> key
                    && key.stream().allMatch(String.class::isInstance)
                    && json.get("_tr") instanceof Integer rows
                    && rows >= 0
                    && json.get("_pn") instanceof Integer page) {
                return new Continuation(
                        query, key.stream().map(String.class::cast).toList(), rows, page);
            }
        } catch (IllegalArgumentException e) {
            // No JSON, so no token; what follows says so.
        }
        throw QueryException.badToken();
    }

    String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_rc", after);
        json.put("_q", query);
        json.put("_tr", rows);
        json.put("_pn", page);
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }
}
