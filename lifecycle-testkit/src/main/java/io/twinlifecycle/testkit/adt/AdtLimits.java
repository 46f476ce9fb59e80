package io.twinlifecycle.testkit.adt;

import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpLimit;
import io.twinlifecycle.testkit.internal.Percent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rates that Azure Digital Twins documents as its default limits (its page "Service limits", of March 2023). */
final class AdtLimits {

    private static final Set<String> MAKES = Set.of("PUT", "DELETE");
    private static final Set<String> CHANGES = Set.of("PUT", "PATCH", "DELETE");

    private AdtLimits() {}

    static List<HttpLimit> documented() {
        return List.of(
                HttpLimit.requests("reads", 1_000, all(call -> is(call, "digitaltwins") && is(call, Set.of("GET")))),
                HttpLimit.requests(
                        "patches", 1_000, all(call -> is(call, "digitaltwins") && is(call, Set.of("PATCH")))),
                HttpLimit.requests("creations", 500, all(call -> is(call, "digitaltwins") && is(call, MAKES))),
                HttpLimit.requests("changes of one twin", 10, AdtLimits::changedTwin),
                HttpLimit.requests("models", 100, all(call -> is(call, "models"))),
                HttpLimit.requests("event routes", 100, all(call -> is(call, "eventroutes"))),
                HttpLimit.requests("jobs", 1, all(call -> is(call, "jobs"))),
                HttpLimit.requests("queries", 500, all(call -> is(call, "query"))),
                HttpLimit.metered("query units", 4_000, all(call -> is(call, "query")), "query-charge"));
    }

    private static Function<HttpCall, Optional<String>> all(Predicate<HttpCall> which) {
        return call -> which.test(call) ? Optional.of("") : Optional.empty();
    }

    private static boolean is(HttpCall call, String area) {
        return segments(call)[0].toLowerCase(Locale.ROOT).equals(area);
    }

    private static boolean is(HttpCall call, Set<String> methods) {
        return methods.contains(call.method());
    }

    /** The twin that a change is of, or of whose relationships it is. The other end of a relationship is not in the path. */
    private static Optional<String> changedTwin(HttpCall call) {
        String[] segments = segments(call);
        if (!is(call, "digitaltwins") || !is(call, CHANGES) || segments.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(Percent.decode(segments[1]));
        } catch (IllegalArgumentException e) {
            // No id, so no twin; the service itself says so.
            return Optional.empty();
        }
    }

    private static String[] segments(HttpCall call) {
        return call.path().substring(1).split("/", -1);
    }
}
