package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Where the certificate comes from that a client showed. */
@FunctionalInterface
interface CertificateSource {

    /** The chain that the client of this request showed, its own certificate first; empty if it showed none. */
    List<X509Certificate> of(HttpExchange exchange);

    /** From the TLS connection of the exchange itself. */
    static CertificateSource connection() {
        return exchange -> {
            if (!(exchange instanceof HttpsExchange https)) {
                return List.of();
            }
            try {
                return Arrays.stream(https.getSSLSession().getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toList();
            } catch (SSLPeerUnverifiedException e) {
                return List.of(); // the JDK's way to say that there is none
            }
        };
    }
}
