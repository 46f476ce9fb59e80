package io.twinlifecycle.testkit.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority for tests: it signs certificates of devices, and of authorities below it. Keys are on the curve P-256 and never
 * leave memory.
 *
 * <pre>{@code
 * DeviceCertificates root = DeviceCertificates.root("Test Root", Instant.now());
 * world.dps().enroll(DeviceEnrollment.group("pumps", DeviceAttestation.X509.signedBy(root.certificate())));
 * DeviceCertificates.Issued pump = root.device("pump-1");
 * HttpClient client = HttpClient.newBuilder().sslContext(pump.clientContext(tls)).build();
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class DeviceCertificates {

    private static final Duration GOOD_FOR = Duration.ofDays(365);

    private final String name;
    private final Instant now;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    private DeviceCertificates(
            String name, Instant now, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.name = name;
        this.now = now;
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    /**
     * A device's certificate and what belongs to it. {@link #toString} shows no key.
     *
     * @param certificate the device's
     * @param key the device's
     * @param chain the device's certificate, and those of the authorities between it and the root
     */
    public record Issued(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {

        /** Copies. */
        public Issued {
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(key, "key");
            chain = List.copyOf(chain);
        }

        /** The chain as PEM, the device's certificate first. */
        public String chainPem() {
            return String.join("", chain.stream().map(CertificateForm::pem).toList());
        }

        /** The key as PEM (PKCS #8). */
        public String keyPem() {
            return CertificateForm.pem("PRIVATE KEY", key.getEncoded());
        }

        /** For the device: shows the chain, and trusts a local server. */
        public SSLContext clientContext(LocalTls server) {
            return server.clientContext(key, chain);
        }

        @Override
        public String toString() {
            return "Issued[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /**
     * An authority that signed itself.
     *
     * @param name its common name
     * @param now what the clocks say; what it signs is good from the day before for a year
     */
    public static DeviceCertificates root(String name, Instant now) {
        return made(() -> {
            KeyPair keys = CertificateForm.keyPair();
            X509Certificate certificate = new CertificateForm(
                            name, keys.getPublic(), name, now.minus(Duration.ofDays(1)), now.plus(GOOD_FOR))
                    .signedBy(keys.getPrivate(), serialNumber(), CertificateForm.isAuthority());
            return new DeviceCertificates(name, now, keys, certificate, List.of());
        });
    }

    /** A certificate that a device signed itself: for an enrollment of its own. */
    public static Issued selfSigned(String commonName, Instant now) {
        return made(() -> {
            KeyPair keys = CertificateForm.keyPair();
            X509Certificate own = new CertificateForm(
                            commonName, keys.getPublic(), commonName, now.minus(Duration.ofDays(1)), now.plus(GOOD_FOR))
                    .signedBy(keys.getPrivate(), serialNumber(), CertificateForm.isNoAuthority());
            return new Issued(own, keys.getPrivate(), List.of(own));
        });
    }

    /** An authority below this one. */
    public DeviceCertificates intermediate(String commonName) {
        return made(() -> {
            KeyPair own = CertificateForm.keyPair();
            X509Certificate signed = sign(
                    commonName, own, now.minus(Duration.ofDays(1)), now.plus(GOOD_FOR), CertificateForm.isAuthority());
            return new DeviceCertificates(commonName, now, own, signed, chain());
        });
    }

    /** A device, good from the day before for a year. */
    public Issued device(String commonName) {
        return device(commonName, now.minus(Duration.ofDays(1)), now.plus(GOOD_FOR));
    }

    /** A device whose certificate is good for a time. */
    public Issued device(String commonName, Instant from, Instant until) {
        return made(() -> {
            KeyPair own = CertificateForm.keyPair();
            X509Certificate signed = sign(commonName, own, from, until, CertificateForm.isNoAuthority());
            List<X509Certificate> whole = new ArrayList<>();
            whole.add(signed);
            whole.addAll(chain());
            return new Issued(signed, own.getPrivate(), whole);
        });
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Its own certificate as PEM. */
    public String pem() {
        return CertificateForm.pem(certificate);
    }

    /** Itself and those above it, but the root. */
    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            chain.add(certificate);
            chain.addAll(above);
        }
        return chain;
    }

    private X509Certificate sign(String subject, KeyPair own, Instant from, Instant until, byte[] extension)
            throws GeneralSecurityException {
        return new CertificateForm(subject, own.getPublic(), name, from, until)
                .signedBy(keys.getPrivate(), serialNumber(), extension);
    }

    private static BigInteger serialNumber() {
        return new BigInteger(63, new SecureRandom()).add(BigInteger.ONE);
    }

    private interface Work<T> {
        T run() throws GeneralSecurityException;
    }

    private static <T> T made(Work<T> work) {
        try {
            return work.run();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make certificates", e);
        }
    }
}
