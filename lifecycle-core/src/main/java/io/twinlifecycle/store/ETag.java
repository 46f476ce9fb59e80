package io.twinlifecycle.store;

import java.util.Objects;

/**
 * The version of a twin, as its store gave it. Opaque.
 *
 * @param value the store's text for it
 */
public record ETag(String value) {
    /** Checks that it is there. */
    public ETag {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
