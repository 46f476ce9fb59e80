package io.twinlifecycle.testkit.dps;

import io.twinlifecycle.RegistrationId;
import io.twinlifecycle.testkit.world.DeviceAttestation.X509;
import io.twinlifecycle.testkit.world.VirtualDps;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the certificate that a device shows.
 *
 * <ol>
 *   <li>It is valid now, and its common name is the registration ID, in any case, of at most 64 characters.
 *   <li>For an enrollment of its own it is one of the enrollment's. For a group, or with CAs by reference, one of those signed it, directly
 *       or through others that the device shows along (RFC 5280, without revocation).
 * </ol>
 *
 * @param dps knows the CA certificates
 */
record CertificateCheck(VirtualDps dps) {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateCheck.class);

    /** The longest common name that X.520 allows. */
    private static final int MAX_NAME = 64;

    /** An escaped comma is part of a value, not the end of one. */
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|(?<!\\\\)[,+])CN=([A-Za-z0-9\\-._:]+)(?:[,+]|$)");

    /**
     * How near the certificate is to those that are trusted: 0 if it is one of them, else how many signatures lie between.
     *
     * @param chain what the device shows, its own certificate first
     * @return empty if it is not good
     */
    OptionalInt distance(X509 trusted, RegistrationId device, List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty() || !isOf(device, chain.get(0)) || !isValid(chain.get(0), now)) {
            return OptionalInt.empty();
        }
        if (trusted.trust() == X509.Trust.CLIENT) {
            return trusted.certificates().contains(chain.get(0)) ? OptionalInt.of(0) : OptionalInt.empty();
        }
        return anchors(trusted).stream()
                .map(anchor -> signatures(chain, anchor, now))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
    }

    private List<X509Certificate> anchors(X509 trusted) {
        return trusted.trust() == X509.Trust.SIGNING
                ? trusted.certificates()
                : trusted.caNames().stream()
                        .flatMap(name -> dps.certificate(name).stream())
                        .toList();
    }

    private static boolean isOf(RegistrationId device, X509Certificate certificate) {
        Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return name.find()
                && name.group(1).length() <= MAX_NAME
                && name.group(1).equalsIgnoreCase(device.value());
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Devices may show the trusted certificate itself, and those above it: none of these counts. */
    private static OptionalInt signatures(List<X509Certificate> chain, X509Certificate anchor, Instant now) {
        int end = chain.indexOf(anchor);
        List<X509Certificate> path = end < 0 ? chain : chain.subList(0, end);
        if (path.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            anchor.checkValidity(Date.from(now));
            return OptionalInt.of(path.size());
        } catch (GeneralSecurityException e) {
            LOG.debug("a chain does not lead to {}", anchor.getSubjectX500Principal(), e);
            return OptionalInt.empty();
        }
    }
}
