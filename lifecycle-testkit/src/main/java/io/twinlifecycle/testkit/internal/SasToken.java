package io.twinlifecycle.testkit.internal;

import io.twinlifecycle.testkit.world.SymmetricKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared access signature: the resource, when it expires, and an HMAC of both. Some clients percent-encode the resource and some do
 * not; what is signed is the text as it stands in the token.
 *
 * @param resource what it is for, as it stands in the token
 * @param signature in Base64
 * @param expiry in seconds since 1970, as it stands in the token
 * @param keyName the policy whose key signed it; empty if it does not say
 */
public record SasToken(String resource, String signature, String expiry, String keyName) {

    private static final String SCHEME = "SharedAccessSignature ";

    /** The token in an {@code Authorization} header, if that is what it holds. */
    public static Optional<SasToken> parse(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : header.substring(SCHEME.length()).strip().split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(field.substring(0, equals).strip(), field.substring(equals + 1));
            }
        }
        String resource = fields.get("sr");
        String signature = fields.get("sig");
        String expiry = fields.get("se");
        if (resource == null || signature == null || expiry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SasToken(resource, Percent.decode(signature), expiry, fields.getOrDefault("skn", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Says whether it is for this resource, in any case. */
    public boolean isFor(String wanted) {
        try {
            return Percent.decode(resource).equalsIgnoreCase(wanted);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Says whether it is for a host; ports do not matter. */
    public boolean isForHost(String host) {
        try {
            return withoutPort(Percent.decode(resource)).equalsIgnoreCase(withoutPort(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Says whether its time is over, or it does not say when that is. */
    public boolean isExpired(Instant now) {
        try {
            return Long.parseLong(expiry) <= now.getEpochSecond();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Says whether one of the keys signed it. */
    public boolean isSignedBy(SymmetricKeys keys) {
        return Stream.of(keys.primary(), keys.secondary()).anyMatch(this::isSignedBy);
    }

    private boolean isSignedBy(String key) {
        String expected = SymmetricKeys.hmac(key, resource + "\n" + expiry);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d+$", "");
    }

    @Override
    public String toString() {
        return "SasToken[" + resource + "]";
    }
}
