package io.twinlifecycle.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a tag from having endless values: each value is a time series, and some come from outside. The first values pass as they are, all
 * further ones are {@value #OTHER}. Safe for use by many threads.
 */
final class BoundedTag {

    static final String OTHER = "other";

    private final int limit;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedTag(int limit) {
        this.limit = limit;
    }

    String of(String value) {
        if (known.contains(value)) {
            return value;
        }
        synchronized (this) {
            if (known.size() < limit) {
                known.add(value);
            }
            return known.contains(value) ? value : OTHER;
        }
    }
}
