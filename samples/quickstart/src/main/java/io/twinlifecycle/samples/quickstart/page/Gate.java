package io.twinlifecycle.samples.quickstart.page;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web pages out. A browser on this machine lets any page send requests to loopback, so:
 *
 * <ol>
 *   <li>the {@code Host} must be loopback's own name with our port, so that no foreign name that was made to point here (DNS rebinding) gets
 *       anything;
 *   <li>an {@code Origin}, which browsers send with every POST, must be ours; clients that are no browsers send none;
 *   <li>{@code Sec-Fetch-Site}, where a browser sends it, must not name another site, so that none loads anything from here either.
 * </ol>
 *
 * <p>What fails is answered 403. Every answer forbids being framed, sniffed and loaded by others. Safe for use by many threads.
 */
public final class Gate extends Filter {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int FORBIDDEN = 403;

    private final Set<String> hosts;
    private final Set<String> origins;

    /** For a server at this port of loopback. */
    public Gate(int port) {
        hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        origins = Set.of("http://localhost:" + port, "http://127.0.0.1:" + port, "http://[::1]:" + port);
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers answer = exchange.getResponseHeaders();
        answer.set("Content-Security-Policy", POLICY);
        answer.set("Cross-Origin-Resource-Policy", "same-origin");
        answer.set("Referrer-Policy", "no-referrer");
        answer.set("X-Content-Type-Options", "nosniff");
        answer.set("Cache-Control", "no-store");
        if (lets(exchange.getRequestHeaders())) {
            chain.doFilter(exchange);
        } else {
            Texts.answer(exchange, FORBIDDEN, "this is for pages and clients of this machine only\n");
        }
    }

    @Override
    public String description() {
        return "keeps other web pages out";
    }

    private boolean lets(Headers request) {
        String host = only(request, "Host");
        boolean isNavigation = "navigate".equals(only(request, "Sec-Fetch-Mode"));
        return host != null
                && hosts.contains(host)
                && (!request.containsKey("Origin") || contains(origins, only(request, "Origin")))
                && (isNavigation
                        || !request.containsKey("Sec-Fetch-Site")
                        || contains(Set.of("same-origin", "none"), only(request, "Sec-Fetch-Site")));
    }

    private static boolean contains(Set<String> allowed, @Nullable String value) {
        return value != null && allowed.contains(value);
    }

    /** Null if it is missing or there are several, of which one might be for us and one for somebody else. */
    private static @Nullable String only(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values != null && values.size() == 1 ? values.get(0) : null;
    }
}
