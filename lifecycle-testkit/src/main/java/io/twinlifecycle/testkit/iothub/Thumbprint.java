package io.twinlifecycle.testkit.iothub;

import io.twinlifecycle.testkit.world.HubAuthentication;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Knows a certificate by its thumbprint: the SHA-1 or the SHA-256 of its bytes, in hex. */
final class Thumbprint {

    private Thumbprint() {}

    /** Says whether a certificate is one of those that a device is known by. */
    static boolean matches(HubAuthentication authentication, X509Certificate certificate) {
        return Stream.of(authentication.primaryThumbprint(), authentication.secondaryThumbprint())
                .flatMap(known -> known.stream())
                .anyMatch(known -> known.equalsIgnoreCase(of(certificate, "SHA-1"))
                        || known.equalsIgnoreCase(of(certificate, "SHA-256")));
    }

    static String of(X509Certificate certificate, String algorithm) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + algorithm + ", or the certificate no bytes", e);
        }
    }
}
