package io.twinlifecycle.testkit.eventhubs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shared access signature: {@code SharedAccessSignature sr=…&sig=…&se=…&skn=…} (Microsoft's "Authenticate access with shared access
 * signatures").
 *
 * @param signed what the signature is of: the resource, as it is encoded, a line feed and the expiry
 * @param resource the URI that it is for
 * @param signature as Base64
 * @param expires until when it is good
 * @param keyName names the key that signed it
 */
record SasToken(String signed, String resource, String signature, Instant expires, String keyName) {

    private static final String PREFIX = "SharedAccessSignature ";

    /** Whether a text means to be one. */
    static boolean looksLike(String token) {
        return token.startsWith(PREFIX);
    }

    /**
     * Reads one.
     *
     * @throws Refusal if it is none
     */
    static SasToken parse(String token) {
        Map<String, String> fields = fields(token);
        String resource = field(fields, "sr");
        String expiry = field(fields, "se");
        return new SasToken(
                resource + "\n" + expiry,
                decoded(resource),
                decoded(field(fields, "sig")),
                instant(decoded(expiry)),
                decoded(field(fields, "skn")));
    }

    /** Shows no signature. */
    @Override
    public String toString() {
        return "shared access signature of key " + keyName;
    }

    private static Map<String, String> fields(String token) {
        if (!looksLike(token)) {
            throw Refusal.unauthorized("This is no shared access signature.");
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : token.substring(PREFIX.length()).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    private static String field(Map<String, String> fields, String name) {
        @Nullable String value = fields.get(name);
        if (value == null) {
            throw Refusal.unauthorized("The token has no " + name + ".");
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.unauthorized("The token is not URL-encoded.");
        }
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw Refusal.unauthorized("The token's expiry is not a time.");
        }
    }
}
