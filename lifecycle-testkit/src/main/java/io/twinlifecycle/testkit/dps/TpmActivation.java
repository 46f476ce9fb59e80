package io.twinlifecycle.testkit.dps;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * A new identity key for a device, in the form in which the device's TPM imports it. It holds, each with its size before it:
 *
 * <ol>
 *   <li>a credential: an AES key that only the TPM of the endorsement key can open, and only beside the storage root key;
 *   <li>its secret;
 *   <li>the HMAC key, encrypted with that AES key, and that to the storage root key;
 *   <li>its secret;
 *   <li>the public area of the HMAC key;
 *   <li>a text, encrypted with that AES key, that devices decrypt and do not use.
 * </ol>
 */
final class TpmActivation {

    /** It signs, its owner may use it, and it was made elsewhere. */
    private static final int SIGN_AND_USER_WITH_AUTH = 0x0004_0040;

    private static final int AES_BYTES = 16;

    private TpmActivation() {}

    /**
     * Wraps a key.
     *
     * @param key at most 64 bytes
     * @param note the text that comes along
     */
    static byte[] of(TpmPublic endorsement, TpmPublic storageRoot, byte[] key, String note) {
        try {
            byte[] inner = random(AES_BYTES);
            TpmPublic.Protected credential = endorsement.protect("IDENTITY", storageRoot.name(), Tpm.sized(inner));

            byte[] seed = random(Tpm.DIGEST_BYTES);
            byte[] area = area(Tpm.sha256(seed, key));
            byte[] name = Tpm.concat(Tpm.number(Tpm.SHA256), Tpm.sha256(area));
            byte[] sensitive =
                    Tpm.sized(Tpm.number(Tpm.KEYED_HASH), Tpm.sized(), Tpm.sized(seed), Tpm.sized(key)); // no password
            byte[] encrypted = Tpm.encrypt(inner, Tpm.concat(Tpm.sized(Tpm.sha256(sensitive, name)), sensitive));
            TpmPublic.Protected duplicate = storageRoot.protect("DUPLICATE", name, encrypted);

            return Tpm.concat(
                    Tpm.sized(credential.content()),
                    Tpm.sized(credential.secret()),
                    Tpm.sized(duplicate.content()),
                    Tpm.sized(duplicate.secret()),
                    Tpm.sized(area),
                    Tpm.sized(Tpm.encrypt(inner, note.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the TPM's keys cannot protect anything: " + e.getMessage(), e);
        }
    }

    private static byte[] area(byte[] unique) {
        return Tpm.concat(
                Tpm.number(Tpm.KEYED_HASH),
                Tpm.number(Tpm.SHA256),
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(SIGN_AND_USER_WITH_AUTH)
                        .array(),
                Tpm.sized(), // no policy
                Tpm.number(Tpm.HMAC),
                Tpm.number(Tpm.SHA256),
                Tpm.sized(unique));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
