package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import java.security.cert.X509Certificate;
import java.util.List;

/** What takes the HTTPS requests of a local server. */
public interface HttpsFront extends AutoCloseable {

    /** Where it listens. */
    int port();

    /** What a client showed, its own certificate first, which nobody checked; the client has proved that it has the key. */
    List<X509Certificate> clientCertificates(HttpExchange exchange);

    /** Stops. May be repeated. */
    @Override
    void close();
}
