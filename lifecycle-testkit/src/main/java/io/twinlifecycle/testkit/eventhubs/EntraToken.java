package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.testkit.internal.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens of Entra ID, of which nothing is checked here but until when they are good: whoever has one may do everything. */
final class EntraToken {

    /** What {@code $cbs} calls them. */
    static final String TYPE = "jwt";

    private EntraToken() {}

    /**
     * Until when a token is good: until what the client says, or what is written in it, or for ever.
     *
     * @param said the client's word; null if it says nothing
     */
    static Instant expires(String token, @Nullable Object said) {
        return said instanceof Date date ? date.toInstant() : written(token);
    }

    private static Instant written(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length < 2) {
            return Instant.MAX;
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            Map<String, Object> values = Json.asObject(Json.parse(claims.getBytes(StandardCharsets.UTF_8)));
            return values != null && values.get("exp") instanceof Number seconds
                    ? Instant.ofEpochSecond(seconds.longValue())
                    : Instant.MAX;
        } catch (IllegalArgumentException | DateTimeException e) {
            return Instant.MAX; // not such a token: any text will do
        }
    }
}
