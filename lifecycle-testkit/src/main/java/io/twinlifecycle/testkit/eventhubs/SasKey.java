package io.twinlifecycle.testkit.eventhubs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared access key, and the check of the tokens that are signed with it, by HMAC-SHA256.
 *
 * @param name the key's name
 * @param key the key, whose characters (not what they may encode) are the secret
 * @param rights what its owner may do
 */
record SasKey(String name, String key, Set<AccessRight> rights) {

    /**
     * Checks a token that names this key.
     *
     * @throws Refusal if it is changed, or expired; the message shows nothing of it
     */
    Grant verify(SasToken token, Instant now) {
        byte[] claimed = token.signature().getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(sign(token.signed()).getBytes(StandardCharsets.US_ASCII), claimed)) {
            throw Refusal.unauthorized("The token's signature is not that of its key.");
        }
        if (!now.isBefore(token.expires())) {
            throw Refusal.expired(token.expires());
        }
        return new Grant(EntityPath.segments(token.resource()), rights, token.expires());
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
}
