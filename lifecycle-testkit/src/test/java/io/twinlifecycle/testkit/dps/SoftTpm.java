package io.twinlifecycle.testkit.dps;

import com.microsoft.azure.sdk.iot.provisioning.security.SecurityProviderTpm;
import com.microsoft.azure.sdk.iot.provisioning.security.exceptions.SecurityProviderException;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A TPM in memory, which opens what a provisioning service sends: TPM2_ActivateCredential, then TPM2_Import. */
final class SoftTpm extends SecurityProviderTpm {

    private final KeyPair endorsement = rsa();
    private final KeyPair storageRoot = rsa();
    private final LocalTls server;
    private byte @Nullable [] identity;

    SoftTpm(LocalTls server) {
        this.server = server;
    }

    @Override
    public byte[] getEndorsementKey() {
        return Tpm.sized(area(endorsement, 0x000300B2, new byte[32]));
    }

    @Override
    public byte[] getStorageRootKey() {
        return Tpm.sized(storageRootArea());
    }

    @Override
    public byte[] activateIdentityKey(byte[] activation) throws SecurityProviderException {
        try {
            ByteBuffer in = ByteBuffer.wrap(activation);
            byte[] credential = sized(in);
            byte[] inner = sized(
                    ByteBuffer.wrap(open(endorsement, "IDENTITY", name(storageRootArea()), sized(in), credential)));
            byte[] duplicate = sized(in);
            byte[] secret = sized(in);
            byte[] area = sized(in);
            ByteBuffer object =
                    ByteBuffer.wrap(decrypt(inner, open(storageRoot, "DUPLICATE", name(area), secret, duplicate)));
            byte[] integrity = sized(object);
            byte[] sensitive = new byte[object.remaining()];
            object.get(sensitive);
            require(integrity, Tpm.sha256(sensitive, name(area)));
            ByteBuffer parts = ByteBuffer.wrap(sized(ByteBuffer.wrap(sensitive)));
            parts.getShort(); // its type
            sized(parts); // its password
            byte[] seed = sized(parts);
            identity = sized(parts);
            byte[] unique = Arrays.copyOfRange(area, area.length - 32, area.length);
            require(unique, Tpm.sha256(seed, identity));
            return new byte[0];
        } catch (GeneralSecurityException e) {
            throw new SecurityProviderException(e);
        }
    }

    @Override
    public byte[] signWithIdentity(byte[] data) throws SecurityProviderException {
        try {
            return Tpm.hmac(identityKey(), data);
        } catch (GeneralSecurityException e) {
            throw new SecurityProviderException(e);
        }
    }

    @Override
    public SSLContext getSSLContext() {
        return server.clientContext();
    }

    byte[] identityKey() {
        byte[] key = identity;
        if (key == null) {
            throw new IllegalStateException("no key was activated");
        }
        return key;
    }

    private static byte[] open(KeyPair key, String label, byte[] object, byte[] secret, byte[] content)
            throws GeneralSecurityException {
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
        oaep.init(
                Cipher.DECRYPT_MODE,
                key.getPrivate(),
                new OAEPParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(Tpm.label(label))));
        byte[] seed = oaep.doFinal(secret);
        ByteBuffer in = ByteBuffer.wrap(content);
        byte[] integrity = sized(in);
        byte[] encrypted = new byte[in.remaining()];
        in.get(encrypted);
        require(integrity, Tpm.hmac(Tpm.derive(seed, "INTEGRITY", new byte[0], 256), encrypted, object));
        return decrypt(Tpm.derive(seed, "STORAGE", object, 128), encrypted);
    }

    private static byte[] decrypt(byte[] key, byte[] text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(text);
    }

    private static void require(byte[] found, byte[] expected) throws GeneralSecurityException {
        if (!MessageDigest.isEqual(found, expected)) {
            throw new GeneralSecurityException("the integrity is wrong");
        }
    }

    private byte[] storageRootArea() {
        return area(storageRoot, 0x00030472, new byte[0]);
    }

    private static byte[] name(byte[] area) throws GeneralSecurityException {
        return Tpm.concat(Tpm.number(Tpm.SHA256), Tpm.sha256(area));
    }

    private static byte[] area(KeyPair key, int attributes, byte[] policy) {
        byte[] modulus = ((RSAPublicKey) key.getPublic()).getModulus().toByteArray();
        return Tpm.concat(
                Tpm.number(Tpm.RSA),
                Tpm.number(Tpm.SHA256),
                ByteBuffer.allocate(4).putInt(attributes).array(),
                Tpm.sized(policy),
                Tpm.number(Tpm.AES),
                Tpm.number(128),
                Tpm.number(0x0043), // CFB
                Tpm.number(Tpm.NULL),
                Tpm.number(2_048),
                new byte[4], // the usual exponent
                Tpm.sized(Arrays.copyOfRange(modulus, modulus.length - 256, modulus.length)));
    }

    private static byte[] sized(ByteBuffer in) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return bytes;
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
