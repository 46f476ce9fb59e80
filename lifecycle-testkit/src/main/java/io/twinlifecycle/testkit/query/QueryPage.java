package io.twinlifecycle.testkit.query;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of a query's result.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param items the rows, as the service writes them
 * @param continuationToken the token of the next page, if there is one
 */
public record QueryPage(List<Map<String, Object>> items, Optional<String> continuationToken) {
    /** Copies. */
    public QueryPage {
        items = List.copyOf(items);
        Objects.requireNonNull(continuationToken, "continuationToken");
    }
}
