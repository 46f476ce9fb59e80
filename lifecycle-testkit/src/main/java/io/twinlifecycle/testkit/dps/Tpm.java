package io.twinlifecycle.testkit.dps;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The little of TPM 2.0 (Trusted Computing Group, TPM 2.0 Library, parts 1 and 2) that a provisioning service needs: numbers in big-endian
 * order, byte strings with their size before them, SHA-256 for every hash, AES in CFB mode without an initial vector.
 */
final class Tpm {

    static final int RSA = 0x0001;
    static final int HMAC = 0x0005;
    static final int AES = 0x0006;
    static final int KEYED_HASH = 0x0008;
    static final int SHA256 = 0x000B;
    static final int NULL = 0x0010;

    static final int DIGEST_BYTES = 32;

    private Tpm() {}

    static byte[] number(int value) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) value).array();
    }

    /** A string with its size before it. */
    static byte[] sized(byte[]... parts) {
        byte[] whole = concat(parts);
        return concat(number(whole.length), whole);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A label of a derivation or an encryption: it ends with a zero. */
    static byte[] label(String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(concat(parts));
    }

    static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(concat(parts));
    }

    static byte[] encrypt(byte[] key, byte[] text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(text);
    }

    /**
     * Derives a key (part 1, "KDFa()"). One round is enough for what is asked here.
     *
     * @param bits at most 256
     */
    static byte[] derive(byte[] seed, String label, byte[] context, int bits) throws GeneralSecurityException {
        byte[] count = {0, 0, 0, 1};
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(bits).array();
        return Arrays.copyOf(hmac(seed, count, label(label), context, length), bits / 8);
    }
}
