package io.twinlifecycle.testkit.world;

import io.twinlifecycle.RegistrationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two keys of a device, an enrollment or a group.
 *
 * <p>Immutable and safe for use by many threads. {@link #toString} shows no key.
 *
 * @param primary the first key, in Base64
 * @param secondary the second key, in Base64; as good as the first
 */
public record SymmetricKeys(String primary, String secondary) {

    private static final int BYTES = 64;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a key is no Base64 or is empty
     */
    public SymmetricKeys {
        requireKey("primary", primary);
        requireKey("secondary", secondary);
    }

    /** New keys that nobody can guess. */
    public static SymmetricKeys generate() {
        SecureRandom random = new SecureRandom();
        return new SymmetricKeys(key(random), key(random));
    }

    /**
     * The keys of a device that registers through a group of these keys: the HMAC-SHA256 of its registration ID under each (Microsoft,
     * "Symmetric key attestation", group enrollments).
     */
    public SymmetricKeys derive(RegistrationId device) {
        return new SymmetricKeys(hmac(primary, device.value()), hmac(secondary, device.value()));
    }

    /**
     * The HMAC-SHA256 of a text under a key.
     *
     * @param key in Base64
     * @return in Base64
     */
    public static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SymmetricKeys[…]";
    }

    private static String key(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void requireKey(String which, String key) {
        Objects.requireNonNull(key, which);
        boolean isKey;
        try {
            isKey = Base64.getDecoder().decode(key).length > 0;
        } catch (IllegalArgumentException e) {
            isKey = false; // the message must not show it
        }
        if (!isKey) {
            throw new IllegalArgumentException("the " + which + " key must be Base64 of one byte at least");
        }
    }
}
