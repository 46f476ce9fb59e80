package io.twinlifecycle.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list. A page may be empty and still not be the last.
 *
 * @param items what is on it
 * @param next what to ask for to get the next page; empty on the last one
 * @param <T> of what the list is
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Checks and copies. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /** A list that is one page. */
    public static <T> Page<T> only(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
