package io.twinlifecycle.testkit.http;

import io.twinlifecycle.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How often requests may come to a server; at the start, as often as they like. A request that comes too often is not counted, so that
 * waiting helps.
 *
 * <p>Safe for use by many threads.
 */
public final class HttpLimits {

    /** How many scopes are kept; those that were not asked for longest are forgotten, as if they had not been used. */
    private static final int MAX_SCOPES = 100_000;

    private record Key(String limit, String scope) {}

    private final Map<Key, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TokenBucket> eldest) {
            return size() > MAX_SCOPES;
        }
    };

    private List<HttpLimit> limits = List.of();
    private TimeSource time = TimeSource.system();

    /** No limits. */
    public HttpLimits() {}

    /**
     * Sets the limits anew; what came before does not count.
     *
     * @param newLimits none for none
     * @param factor what each is multiplied with
     * @param clock the clock that they go by
     */
    public synchronized void set(List<HttpLimit> newLimits, double factor, TimeSource clock) {
        limits = newLimits.stream().map(limit -> limit.times(factor)).toList();
        time = Objects.requireNonNull(clock, "clock");
        buckets.clear();
    }

    /** Lets requests come as often as they like. */
    public synchronized void clear() {
        limits = List.of();
        buckets.clear();
    }

    /** How long a client shall wait before it asks again; empty if it may ask now, which is counted. For servers. */
    public synchronized Optional<Duration> admit(HttpCall call) {
        long now = time.nanoTime();
        long wait = 0;
        List<TokenBucket> paidNow = new ArrayList<>();
        for (HttpLimit limit : limits) {
            Optional<String> scope = limit.scope().apply(call);
            if (scope.isPresent()) {
                TokenBucket bucket = bucket(limit, scope.get(), now);
                boolean metered = limit.costHeader().isPresent();
                // A debt of a metered limit is paid when something is there again; a little, since sums of decimals are
                // inexact.
                wait = Math.max(wait, bucket.nanosUntil(metered ? 1e-6 : 1, now));
                if (!metered) {
                    paidNow.add(bucket);
                }
            }
        }
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        paidNow.forEach(bucket -> bucket.take(1));
        return Optional.empty();
    }

    /** Counts what a request has cost, by what its answer says. For servers. */
    public synchronized void settle(HttpCall call, Map<String, String> answerHeaders) {
        for (HttpLimit limit : limits) {
            Optional<String> cost = limit.costHeader().map(answerHeaders::get);
            Optional<String> scope = limit.scope().apply(call);
            if (cost.isPresent() && scope.isPresent()) {
                bucket(limit, scope.get(), time.nanoTime()).take(Double.parseDouble(cost.get()));
            }
        }
    }

    private TokenBucket bucket(HttpLimit limit, String scope, long now) {
        return buckets.computeIfAbsent(new Key(limit.name(), scope), key -> new TokenBucket(limit.perSecond(), now));
    }
}
