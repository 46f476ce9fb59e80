package io.twinlifecycle.testkit.adt;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request, taken apart. */
final class AdtRequest {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-\\[\\]:]{1,255}");

    private final String method;
    private final List<String> segments;
    private final Map<String, List<String>> query;
    private final Map<String, String> headers;
    private final byte[] body;

    private AdtRequest(
            String method,
            List<String> segments,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body) {
        this.method = method;
        this.segments = segments;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Takes a request apart.
     *
     * @throws IllegalArgumentException if the path or the query is not properly encoded
     */
    static AdtRequest of(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getRawPath();
        List<String> segments = Arrays.stream(path.substring(1).split("/", -1))
                .map(Percent::decode)
                .toList();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        headers.putIfAbsent("host", "localhost:" + exchange.getLocalAddress().getPort());
        return new AdtRequest(
                exchange.getRequestMethod(),
                segments,
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                body);
    }

    String method() {
        return method;
    }

    /** Of the path, decoded. */
    List<String> segments() {
        return segments;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * How many items the client wants on a page.
     *
     * @param usual how many if it does not say
     * @param most how many at most, whatever it says
     */
    int pageSize(int usual, int most) {
        String header = header("max-items-per-page").map(String::strip).orElse(String.valueOf(usual));
        if (!header.matches("[0-9]{1,9}") || Integer.parseInt(header) == 0) {
            throw new Bodies.Refused(ErrorBodies.of(
                    400, "InvalidArgument", "max-items-per-page must be a whole number greater than 0."));
        }
        return Math.min(Integer.parseInt(header), most);
    }

    String apiVersion() {
        return parameter("api-version").orElse("2023-10-31");
    }

    /**
     * The body as JSON.
     *
     * @throws BadRequest if there is none
     */
    @Nullable
    Object json() {
        if (body.length == 0) {
            throw new BadRequest("A non-empty request body is required.");
        }
        try {
            return Json.parse(body);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("Payload is invalid.", e);
        }
    }

    /** An absolute link to this server, as the service makes them: https, whatever the client spoke. */
    String link(String pathAndQuery) {
        String host = headers.getOrDefault("host", "localhost");
        return "https://" + (HOST.matcher(host).matches() ? host : "localhost") + pathAndQuery;
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.computeIfAbsent(Percent.decode(name).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(Percent.decode(value.replace('+', ' ')));
        }
        return query;
    }

    /** The service answers this before it looks at what is asked: with code {@code BadRequest} and no {@code x-ms-error-code}. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }

        BadRequest(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
