package io.twinlifecycle.testkit.identity;

import com.sun.net.httpserver.HttpExchange;
import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.http.HttpFault;
import io.twinlifecycle.testkit.internal.Answer;
import io.twinlifecycle.testkit.internal.Json;
import io.twinlifecycle.testkit.internal.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers as App Service's token endpoint, api-version 2019-08-01. */
final class IdentityService implements Service {

    static final String PATH = "/msi/token";

    private static final String HEADER = "X-IDENTITY-HEADER";
    private static final String VERSION = "2019-08-01";
    private static final String SYSTEM_ASSIGNED = "system-assigned";

    private final String secret;
    private final Duration lifetime;

    IdentityService(String secret, Duration lifetime) {
        this.secret = secret;
        this.lifetime = lifetime;
    }

    @Override
    public int maxBody(HttpExchange exchange) {
        return 0;
    }

    @Override
    public Answer answer(HttpExchange exchange, byte[] body) {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        if (!exchange.getRequestURI().getPath().equals(PATH)
                || !exchange.getRequestMethod().equals("GET")) {
            return error(404, "There is nothing but GET " + PATH + " here.");
        }
        if (!isSecret(exchange.getRequestHeaders().getFirst(HEADER))) {
            return error(401, "The header " + HEADER + " is not what IDENTITY_HEADER says.");
        }
        if (!VERSION.equals(query.get("api-version"))) {
            return error(400, "The local identity endpoint knows api-version " + VERSION + " only.");
        }
        String resource = query.getOrDefault("resource", "");
        if (resource.isBlank()) {
            return error(400, "The query has no resource.");
        }
        return token(resource, query.getOrDefault("client_id", SYSTEM_ASSIGNED));
    }

    @Override
    public Answer scripted(HttpFault.Answer fault) {
        Answer answer = error(fault.status(), "The test told this server to answer so.");
        return fault.retryAfter()
                .map(time -> {
                    Map<String, String> headers = new HashMap<>(answer.headers());
                    headers.put(
                            "Retry-After", String.valueOf(time.plusMillis(999).toSeconds()));
                    return new Answer(answer.status(), headers, answer.body());
                })
                .orElse(answer);
    }

    private Answer token(String resource, String client) {
        Instant now = TimeSource.system().now();
        Instant expires = now.plus(lifetime);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", LocalToken.of(resource, client, now, expires));
        body.put("client_id", client);
        body.put("expires_on", String.valueOf(expires.getEpochSecond()));
        body.put("resource", resource);
        body.put("token_type", "Bearer");
        return json(200, body);
    }

    private boolean isSecret(@Nullable String header) {
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer error(int status, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("message", message);
        body.put("correlationId", UUID.randomUUID().toString());
        return json(status, body);
    }

    private static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.bytes(body));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return values;
    }
}
