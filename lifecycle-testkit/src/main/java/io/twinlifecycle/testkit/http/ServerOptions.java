package io.twinlifecycle.testkit.http;

import io.twinlifecycle.TimeSource;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.util.Objects;

/**
 * Where a local HTTP server listens, on loopback only, and which certificate it shows. Servers that are to be trusted by one client share
 * one {@link LocalTls}.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param httpsPort the port for HTTPS; 0 for any that is free
 * @param httpPort the port for plain HTTP; 0 for any that is free
 * @param tls the certificate and its key
 */
public record ServerOptions(int httpsPort, int httpPort, LocalTls tls) {

    /**
     * Checks the ports.
     *
     * @throws IllegalArgumentException if a port is not 0 to 65535
     */
    public ServerOptions {
        checkPort(httpsPort);
        checkPort(httpPort);
        Objects.requireNonNull(tls, "tls");
    }

    /** Any free ports, and a certificate of its own. */
    public static ServerOptions standard() {
        return with(new LocalTls(TimeSource.system().now()));
    }

    /** Any free ports, and this certificate. */
    public static ServerOptions with(LocalTls tls) {
        return new ServerOptions(0, 0, tls);
    }

    /** The same with a port for HTTPS. */
    public ServerOptions withHttpsPort(int port) {
        return new ServerOptions(port, httpPort, tls);
    }

    /** The same with a port for plain HTTP. */
    public ServerOptions withHttpPort(int port) {
        return new ServerOptions(httpsPort, port, tls);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, but was " + port);
        }
    }
}
