package io.twinlifecycle.testkit.dps;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The public part of a storage key in a TPM: RSA, named with SHA-256, protecting with AES. The endorsement key and the storage root key of a
 * TPM of today are such.
 *
 * @param area as the TPM marshals it, without a size
 * @param key its RSA key
 * @param symmetricBits the size of its AES keys
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are hashed, never compared
record TpmPublic(byte[] area, PublicKey key, int symmetricBits) {

    /**
     * Reads one, with or without its size before it.
     *
     * @param base64 as devices and operators send it
     * @throws IllegalArgumentException if it is none
     */
    static TpmPublic parse(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (bytes.length > 2 && number(in) != bytes.length - 2) {
                in.rewind();
            }
            byte[] area = new byte[in.remaining()];
            in.get(in.position(), area);
            return parse(area, in);
        } catch (BufferUnderflowException | GeneralSecurityException e) {
            throw new IllegalArgumentException("a TPM's key is no public area of an RSA key (TPM2B_PUBLIC)", e);
        }
    }

    private static TpmPublic parse(byte[] area, ByteBuffer in) throws GeneralSecurityException {
        if (number(in) != Tpm.RSA || number(in) != Tpm.SHA256) {
            throw new IllegalArgumentException("of TPM keys the local DPS knows RSA with SHA-256 only");
        }
        in.getInt(); // attributes
        string(in); // policy
        int bits = 128;
        if (number(in) == Tpm.AES) {
            bits = number(in);
            number(in); // mode
        }
        if (number(in) != Tpm.NULL) {
            number(in); // the scheme's hash
        }
        number(in); // bits of the modulus, which follows
        int exponent = in.getInt();
        BigInteger modulus = new BigInteger(1, string(in));
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent == 0 ? 65_537 : exponent)));
        return new TpmPublic(area, key, bits);
    }

    /** The name by which a TPM knows it. */
    byte[] name() throws GeneralSecurityException {
        return Tpm.concat(Tpm.number(Tpm.SHA256), Tpm.sha256(area));
    }

    /**
     * What only the TPM of this key can open.
     *
     * @param secret the seed of the keys, encrypted to this key
     * @param content encrypted, with its integrity before it
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to a device
    record Protected(byte[] secret, byte[] content) {}

    /**
     * Protects something (part 1, "Credential Protection" and "Protected Storage": the two differ in the label).
     *
     * @param object the name of the object that it belongs to
     */
    Protected protect(String label, byte[] object, byte[] content) throws GeneralSecurityException {
        byte[] seed = new byte[Tpm.DIGEST_BYTES];
        new SecureRandom().nextBytes(seed);
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
        oaep.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(Tpm.label(label))));
        byte[] encrypted = Tpm.encrypt(Tpm.derive(seed, "STORAGE", object, symmetricBits), content);
        byte[] integrity = Tpm.hmac(Tpm.derive(seed, "INTEGRITY", new byte[0], 256), encrypted, object);
        return new Protected(oaep.doFinal(seed), Tpm.concat(Tpm.sized(integrity), encrypted));
    }

    private static int number(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static byte[] string(ByteBuffer in) {
        byte[] bytes = new byte[number(in)];
        in.get(bytes);
        return bytes;
    }
}
