package io.twinlifecycle.testkit.http;

import java.util.Objects;

/**
 * A request that the server had.
 *
 * @param method such as {@code PUT}
 * @param path the path as the client sent it, percent-encoded, without the query
 * @param query the query as the client sent it; empty if there was none
 * @param status what was answered; 0 if nothing was
 */
public record HttpCall(String method, String path, String query, int status) {
    /** Checks that all are there. */
    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(query, "query");
    }

    /** The same request, now that it is answered. */
    public HttpCall answered(int answer) {
        return new HttpCall(method, path, query, answer);
    }
}
