package io.twinlifecycle.testkit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A key pair and a self-signed certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}, made in memory: no key lies in a
 * file, no process is started. Its key is on the curve P-256.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class LocalTls {

    private static final String NAME = "localhost";

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
            KeyPair pair = CertificateForm.keyPair();
            key = pair.getPrivate();
            certificate = signed(pair, now);
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
        return CertificateForm.pem(certificate);
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
        return context(new TrustManager[0], key, certificate);
    }

    /**
     * For servers that ask clients for certificates: shows that certificate, and lets clients show any. Whoever uses it has to look at
     * what they show.
     */
    public SSLContext serverContextForAnyClient() {
        return context(new TrustManager[] {new AnyClient()}, key, certificate);
    }

    /** For clients that show a certificate of their own: trusts that certificate and no other. */
    SSLContext clientContext(PrivateKey ownKey, List<X509Certificate> ownChain) {
        return context(new TrustManager[] {trustManager}, ownKey, ownChain.toArray(X509Certificate[]::new));
    }

    private static X509Certificate signed(KeyPair pair, Instant now) throws GeneralSecurityException {
        return new CertificateForm(NAME, pair.getPublic(), NAME, now.minus(Duration.ofDays(1)), now.plus(GOOD_FOR))
                .signedBy(
                        pair.getPrivate(),
                        BigInteger.valueOf(now.toEpochMilli()),
                        alternativeNames(),
                        CertificateForm.isAuthority()); // it signs itself, so it says that it may
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

    private static SSLContext context(
            TrustManager @Nullable [] trust, @Nullable PrivateKey own, X509Certificate... chain) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = emptyStore();
            char[] noSecret = new char[0]; // the store never leaves this method
            if (own != null) {
                store.setKeyEntry("local", own, noSecret, chain);
            }
            keys.init(store, noSecret);
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot set up TLS", e);
        }
    }

    /** Never leaves the memory, so it needs no strong protection: PKCS12 would encrypt for a tenth of a second. */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }
}
