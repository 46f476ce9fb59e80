package io.twinlifecycle.testkit.iothub;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.DeviceId;
import java.util.Optional;

/**
 * A request of the service API.
 *
 * @param method such as {@code PATCH}
 * @param path its path
 * @param exchange brings the headers and the query
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a request, never compared
record HubRequest(String method, HubPath path, HttpExchange exchange, byte[] body) {

    /** Java's client cannot send PATCH, so it sends POST and says in a header what it means. */
    static HubRequest of(HttpExchange exchange, byte[] body) {
        String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
        return new HubRequest(
                override == null ? exchange.getRequestMethod() : override,
                HubPath.of(exchange.getRequestURI().getRawPath()),
                exchange,
                body);
    }

    boolean is(String wantedMethod, String... form) {
        return method.equals(wantedMethod) && path.is(form);
    }

    /**
     * The device in the path.
     *
     * @throws IllegalArgumentException if that is no device's id
     */
    DeviceId device() {
        return new DeviceId(path.device());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** Says whether the header {@code If-Match} is there, be it a star. */
    boolean hasIfMatch() {
        return header("If-Match").isPresent();
    }

    /** The entity tag that is wanted, without quotes; empty if any will do. */
    Optional<String> ifMatch() {
        return header("If-Match").map(HubRequest::unquoted).filter(etag -> !etag.equals("*"));
    }

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String each : query.split("&", -1)) {
            if (each.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return Optional.of(each.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        boolean isQuoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return isQuoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }
}
