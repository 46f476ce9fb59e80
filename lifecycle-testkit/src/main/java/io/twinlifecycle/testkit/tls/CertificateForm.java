package io.twinlifecycle.testkit.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/**
 * Writes certificates by hand (RFC 5280, with an ECDSA signature on P-256 as in RFC 5758), since the JDK has no public class that does.
 *
 * @param subject the common name
 * @param key the subject's
 * @param issuer the issuer's common name
 * @param from when it becomes valid
 * @param until when it expires
 */
record CertificateForm(String subject, PublicKey key, String issuer, Instant from, Instant until) {

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    X509Certificate signedBy(PrivateKey issuerKey, BigInteger serialNumber, byte[]... extensions)
            throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.contextHolding(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(serialNumber),
                ECDSA_WITH_SHA256,
                name(issuer),
                Der.sequence(Der.time(from), Der.time(until)),
                name(subject),
                key.getEncoded(),
                Der.contextHolding(3, Der.sequence(extensions)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuerKey);
        signature.update(content);
        byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    /** An extension that says that the subject may sign others. */
    static byte[] isAuthority() {
        return Der.sequence(Der.oid(2, 5, 29, 19), Der.trueValue(), Der.octets(Der.sequence(Der.trueValue())));
    }

    /** An extension that says that it may not. */
    static byte[] isNoAuthority() {
        return Der.sequence(Der.oid(2, 5, 29, 19), Der.trueValue(), Der.octets(Der.sequence()));
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the certificate was encoded before", e);
        }
    }

    static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text(commonName))));
    }
}
