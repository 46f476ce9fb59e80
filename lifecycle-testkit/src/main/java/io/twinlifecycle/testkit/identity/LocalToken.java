package io.twinlifecycle.testkit.identity;

import io.twinlifecycle.testkit.internal.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Access tokens in the form of a JSON Web Token (RFC 7519). They say that they are local, and nobody has signed them. */
final class LocalToken {

    /** Who issues them: nobody that a service would trust. */
    static final String ISSUER = "urn:twin-lifecycle:local";

    private LocalToken() {}

    /**
     * Writes one.
     *
     * @param audience the service that it is for
     * @param subject whose it is
     */
    static String of(String audience, String subject, Instant now, Instant expires) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", audience);
        claims.put("sub", subject);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        return part(Map.of("alg", "none")) + "." + part(claims) + ".";
    }

    private static String part(Map<String, Object> values) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(values));
    }
}
