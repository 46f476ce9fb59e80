package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.testkit.http.HttpCall;
import io.twinlifecycle.testkit.http.HttpLimit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rates that DPS documents as its limits (its page of quotas and limits): by minute, or by ten seconds, here spread evenly. */
final class DpsLimits {

    private static final double PER_MINUTE = 1_000 / 60.0;
    private static final double POLLS_OF_A_DEVICE = 5 / 10.0;

    private static final Set<String> SERVICE_API = Set.of("enrollments", "enrollmentgroups", "registrations");
    private static final Pattern POLL = Pattern.compile("/[^/]+/registrations/([^/]+)/operations/[^/]+");

    private DpsLimits() {}

    static List<HttpLimit> documented() {
        return List.of(
                HttpLimit.requests(
                        "registrations", PER_MINUTE, all(call -> call.path().endsWith("/register"))),
                HttpLimit.requests("operations", PER_MINUTE, all(call -> SERVICE_API.contains(area(call)))),
                HttpLimit.requests("polls of a device", POLLS_OF_A_DEVICE, DpsLimits::polling));
    }

    private static Function<HttpCall, Optional<String>> all(Predicate<HttpCall> which) {
        return call -> which.test(call) ? Optional.of("") : Optional.empty();
    }

    private static String area(HttpCall call) {
        return call.path().split("/", -1)[1].toLowerCase(Locale.ROOT);
    }

    private static Optional<String> polling(HttpCall call) {
        Matcher poll = POLL.matcher(call.path());
        return poll.matches() ? Optional.of(poll.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
