package io.twinlifecycle.testkit.hubquery;

import org.jspecify.annotations.Nullable;

/** What a query is asked of: it knows what a name stands for. */
@FunctionalInterface
public interface Fields {

    /** The value, null for JSON's null, {@link Undefined} if there is none. */
    @Nullable
    Object find(Reference reference);
}
