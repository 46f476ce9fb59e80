package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.Headers;
import io.twinlifecycle.testkit.internal.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a list by pages, in the order of ids. A continuation token holds the last id of its page, so nothing is left out or comes
 * twice when the list changes meanwhile.
 */
final class Pages {

    private static final String SIZE = "x-ms-max-item-count";
    private static final String CONTINUATION = "x-ms-continuation";

    /** Not documented. */
    private static final int STANDARD_SIZE = 100;

    private Pages() {}

    /**
     * A page.
     *
     * @param documents what the query found
     * @param idName the property by which they are told apart
     * @param itemType what the service calls them
     */
    static Answer answer(Headers request, List<Map<String, Object>> documents, String idName, String itemType) {
        NavigableMap<String, Map<String, Object>> all = new TreeMap<>();
        documents.forEach(document -> all.put(key(document, idName), document));
        String token = request.getFirst(CONTINUATION);
        NavigableMap<String, Map<String, Object>> rest =
                token == null || token.isEmpty() ? all : all.tailMap(decode(token), false);
        int size = size(request.getFirst(SIZE));
        List<Map<String, Object>> page = rest.values().stream().limit(size).toList();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ms-item-type", itemType);
        headers.put(SIZE, String.valueOf(size));
        if (rest.size() > page.size()) {
            headers.put(CONTINUATION, encode(key(page.get(page.size() - 1), idName)));
        }
        return DpsAnswers.json(200, page, headers);
    }

    private static String key(Map<String, Object> document, String idName) {
        return String.valueOf(document.get(idName)).toLowerCase(Locale.ROOT);
    }

    private static int size(@Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return STANDARD_SIZE;
        }
        try {
            int size = Integer.parseInt(wanted);
            if (size < 0) {
                throw new NumberFormatException();
            }
            return size == 0 ? STANDARD_SIZE : size;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SIZE + " must be a number that is not negative", e);
        }
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }
}
