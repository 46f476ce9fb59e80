package io.twinlifecycle.testkit.eventhubs;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A shared access key, and the check of the tokens that are signed with it: {@code SharedAccessSignature sr=…&sig=…&se=…&skn=…}, where
 * the signature is HMAC-SHA256 of the encoded resource, a line feed and the expiry (Microsoft's "Authenticate access with shared access
 * signatures").
 *
 * @param name the key's name
 * @param key the key, whose characters (not what they may encode) are the secret
 */
record SasKey(String name, String key) {

    private static final String PREFIX = "SharedAccessSignature ";

    /**
     * What a good token allows.
     *
     * @param resource the parts of the path under which all is allowed; empty for the whole namespace
     * @param expires until when
     */
    record Grant(List<String> resource, Instant expires) {

        boolean covers(String address, Instant now) {
            List<String> asked = EntityPath.segments(address);
            return now.isBefore(expires)
                    && asked.size() >= resource.size()
                    && String.join("/", asked.subList(0, resource.size())).equalsIgnoreCase(String.join("/", resource));
        }
    }

    /**
     * Checks a token.
     *
     * @throws Refusal if it is no token, of another key, changed, or expired; the message shows nothing of it
     */
    Grant verify(String token, Instant now) {
        Map<String, String> fields = fields(token);
        String resource = field(fields, "sr");
        String expiry = field(fields, "se");
        if (!name.equals(decoded(field(fields, "skn")))) {
            throw unauthorized("The token names an unknown key.");
        }
        byte[] claimed = decoded(field(fields, "sig")).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(sign(resource + "\n" + expiry).getBytes(StandardCharsets.US_ASCII), claimed)) {
            throw unauthorized("The token's signature is not that of its key.");
        }
        Instant expires = instant(decoded(expiry));
        if (!now.isBefore(expires)) {
            throw unauthorized("The token is expired.");
        }
        return new Grant(EntityPath.segments(decoded(resource)), expires);
    }

    static Refusal unauthorized(String why) {
        return new Refusal(Refusal.UNAUTHORIZED, why);
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "shared access key " + name;
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    private static Map<String, String> fields(String token) {
        if (!token.startsWith(PREFIX)) {
            throw unauthorized("This is no shared access signature.");
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
            throw unauthorized("The token has no " + name + ".");
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unauthorized("The token is not URL-encoded.");
        }
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw unauthorized("The token's expiry is not a time.");
        }
    }
}
