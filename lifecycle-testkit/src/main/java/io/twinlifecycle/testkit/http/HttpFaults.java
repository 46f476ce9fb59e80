package io.twinlifecycle.testkit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The bad weather that a server is to make. Faults that were added first come first, and each is used up by the requests it strikes;
 * {@link #limits} and {@link #latency(Duration)} stay until they are changed.
 *
 * <p>Safe for use by many threads.
 */
public final class HttpFaults {

    private static final class Plan {
        private final Predicate<HttpCall> which;
        private final HttpFault fault;
        private int left;

        Plan(int times, Predicate<HttpCall> which, HttpFault fault) {
            left = times;
            this.which = which;
            this.fault = fault;
        }
    }

    private final List<Plan> plans = new ArrayList<>();
    private final HttpLimits limits = new HttpLimits();
    private volatile Duration latency = Duration.ZERO;

    /** No faults. */
    public HttpFaults() {}

    /** Strikes the next request, whatever it is; added twice, the next two. */
    public void next(HttpFault fault) {
        add(1, call -> true, fault);
    }

    /**
     * Strikes the next request of a method to a path.
     *
     * @param method such as {@code PUT}
     * @param path a test of the path as the client sent it, percent-encoded, without the query
     */
    public void next(String method, Predicate<String> path, HttpFault fault) {
        Objects.requireNonNull(path, "path");
        add(1, call -> call.method().equals(method) && path.test(call.path()), fault);
    }

    /**
     * Strikes some requests.
     *
     * @param times how many; {@link Integer#MAX_VALUE} until {@link #clear}
     * @param which which requests; their status is 0 at that time
     */
    public synchronized void add(int times, Predicate<HttpCall> which, HttpFault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("a fault must strike once at least, but was told " + times);
        }
        plans.add(new Plan(times, Objects.requireNonNull(which, "which"), Objects.requireNonNull(fault, "fault")));
    }

    /** How often requests may come. Those that a fault strikes do not count. */
    public HttpLimits limits() {
        return limits;
    }

    /**
     * Lets every answer take so long, beside the work on it. It takes real time but no thread of the server, and many requests wait at
     * once.
     *
     * @param time how long; zero, as at the start, for as fast as it can
     */
    public void latency(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a latency cannot be negative, but was to be " + time);
        }
        latency = time;
    }

    /** How long every answer takes, beside the work on it. */
    public Duration latency() {
        return latency;
    }

    /** Forgets the faults that have not struck. */
    public synchronized void clear() {
        plans.clear();
    }

    /** How many plans have strikes left. */
    public synchronized int pending() {
        return plans.size();
    }

    /** What shall go wrong with a request, which is used up by asking; for servers. */
    public synchronized Optional<HttpFault> strike(HttpCall call) {
        return planned(call).or(() -> limits.admit(call).map(HttpFault::throttle));
    }

    private Optional<HttpFault> planned(HttpCall call) {
        for (Iterator<Plan> each = plans.iterator(); each.hasNext(); ) {
            Plan plan = each.next();
            if (plan.which.test(call)) {
                plan.left--;
                if (plan.left == 0) {
                    each.remove();
                }
                return Optional.of(plan.fault);
            }
        }
        return Optional.empty();
    }
}
