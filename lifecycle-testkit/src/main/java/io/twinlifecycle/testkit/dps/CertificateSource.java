package io.twinlifecycle.testkit.dps;

import com.sun.net.httpserver.HttpExchange;
import java.security.cert.X509Certificate;
import java.util.List;

/** Where the certificate comes from that a client showed. */
@FunctionalInterface
interface CertificateSource {

    /** The chain that the client of this request showed, its own certificate first; empty if it showed none. */
    List<X509Certificate> of(HttpExchange exchange);
}
