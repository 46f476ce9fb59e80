package io.twinlifecycle.testkit.http;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How often requests may come. They may come in a burst of as many as a second allows, at least one.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param name what is limited, as the refusal shall say it
 * @param perSecond how many a second; of a metered limit, how much they may cost together
 * @param scope which requests count together; empty for one that does not count
 * @param costHeader the header of an answer that says what the request has cost; if empty, each costs 1
 */
public record HttpLimit(
        String name, double perSecond, Function<HttpCall, Optional<String>> scope, Optional<String> costHeader) {

    /** Checks. */
    public HttpLimit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(costHeader, "costHeader");
        if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    "a limit must allow more than 0 a second, and not without end, but was told " + perSecond);
        }
    }

    /** Requests that count together if the function gives the same text; those for which it gives none do not count. */
    public static HttpLimit requests(String name, double perSecond, Function<HttpCall, Optional<String>> scope) {
        return new HttpLimit(name, perSecond, scope, Optional.empty());
    }

    /** Requests whose answers say what they cost. One may come as long as what came before is paid for. */
    public static HttpLimit metered(
            String name, double perSecond, Function<HttpCall, Optional<String>> scope, String costHeader) {
        return new HttpLimit(name, perSecond, scope, Optional.of(costHeader));
    }

    /** The same with another rate. */
    HttpLimit times(double factor) {
        return new HttpLimit(name, perSecond * factor, scope, costHeader);
    }
}
