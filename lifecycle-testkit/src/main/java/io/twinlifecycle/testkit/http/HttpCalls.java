package io.twinlifecycle.testkit.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The requests that a server had, oldest first, refused and unanswered ones included. A request is noted before its answer is sent.
 *
 * <p>Safe for use by many threads.
 */
public final class HttpCalls {

    /** How many are kept; older ones are only counted in {@link #total}. */
    public static final int KEPT = 100_000;

    private final Deque<HttpCall> calls = new ArrayDeque<>();
    private long total;

    /** No requests. */
    public HttpCalls() {}

    /** The last {@value #KEPT} requests since the last {@link #clear}. */
    public synchronized List<HttpCall> list() {
        return List.copyOf(calls);
    }

    /** How many requests there were since the last {@link #clear}. */
    public synchronized long total() {
        return total;
    }

    /**
     * How many of the requests kept were of a method to a path.
     *
     * @param method such as {@code PUT}
     * @param path a test of the path as the client sent it, percent-encoded, without the query
     */
    public synchronized long count(String method, Predicate<String> path) {
        return calls.stream()
                .filter(call -> call.method().equals(method) && path.test(call.path()))
                .count();
    }

    /** Forgets them. */
    public synchronized void clear() {
        calls.clear();
        total = 0;
    }

    /** Notes a request; for servers. */
    public synchronized void add(HttpCall call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.addLast(call);
        total++;
    }
}
