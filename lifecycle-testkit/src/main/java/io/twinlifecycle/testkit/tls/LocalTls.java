package io.twinlifecycle.testkit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A key pair and a self-signed certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}, made in memory: no key lies in a
 * file, no process is started. The JDK has no public class that makes certificates, so this writes one by hand (RFC 5280, with an
 * ECDSA signature on P-256 as in RFC 5758).
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LocalTls {

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] NAME = Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.text("localhost"))));

    // Some systems refuse server certificates that are good for longer than 825 days.
    private static final Duration GOOD_FOR = Duration.ofDays(365);

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final X509TrustManager trustManager;

    /**
     * Makes a pair.
     *
     * @param now what the clients' clocks say
     */
    public LocalTls(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            key = pair.getPrivate();
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(signed(pair, now)));
            trustManager = trusting(certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a certificate for localhost", e);
        }
    }

    /** The certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate as PEM, such as {@code NODE_EXTRA_CA_CERTS} takes it from a file. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the certificate was encoded before", e);
        }
    }

    /** Trusts that certificate and no other. */
    public X509TrustManager trustManager() {
        return trustManager;
    }

    /** For clients: trusts that certificate and no other. */
    public SSLContext clientContext() {
        return context(new TrustManager[] {trustManager}, null);
    }

    /** For servers: shows that certificate. */
    public SSLContext serverContext() {
        return context(null, key);
    }

    private static byte[] signed(KeyPair pair, Instant now) throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.contextHolding(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(BigInteger.valueOf(now.toEpochMilli())), // serial number
                ECDSA_WITH_SHA256,
                NAME,
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(GOOD_FOR))),
                NAME,
                pair.getPublic().getEncoded(),
                Der.contextHolding(3, Der.sequence(alternativeNames(), isAuthority())));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    }

    private static byte[] alternativeNames() {
        byte[] ipv6 = new byte[16];
        ipv6[15] = 1;
        byte[] names = Der.sequence(
                Der.context(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.context(7, new byte[] {127, 0, 0, 1}),
                Der.context(7, ipv6));
        return Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(names));
    }

    /** It signs itself, so it says that it may. */
    private static byte[] isAuthority() {
        return Der.sequence(Der.oid(2, 5, 29, 19), Der.trueValue(), Der.octets(Der.sequence(Der.trueValue())));
    }

    private static X509TrustManager trusting(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("local", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private SSLContext context(TrustManager @Nullable [] trust, @Nullable PrivateKey own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = emptyStore();
            char[] noSecret = new char[0]; // the store never leaves this method
            if (own != null) {
                store.setKeyEntry("local", own, noSecret, new Certificate[] {certificate});
            }
            keys.init(store, noSecret);
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot set up TLS", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
