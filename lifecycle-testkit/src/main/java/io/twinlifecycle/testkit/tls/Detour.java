package io.twinlifecycle.testkit.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that end at a local server, whatever port they were meant for, and trust its certificate. For clients that take a host name
 * without a port and use {@link javax.net.ssl.HttpsURLConnection}, such as Microsoft's service clients for Java:
 *
 * <pre>{@code
 * HttpsURLConnection.setDefaultSSLSocketFactory(Detour.to(dps.endpoint().getPort(), tls));
 * var client = new ProvisioningServiceClient(dps.serviceConnectionStringWithoutPort());
 * }</pre>
 *
 * <p>Connections to other hosts than {@code localhost} are refused, so that nothing meant for loopback leaves the machine.
 *
 * <p>Safe for use by many threads.
 */
public final class Detour extends SSLSocketFactory {

    private final int port;
    private final SSLSocketFactory real;

    private Detour(int port, SSLSocketFactory real) {
        this.port = port;
        this.real = real;
    }

    /**
     * A detour.
     *
     * @param port where the local server listens
     * @param tls whose certificate it shows
     */
    public static SSLSocketFactory to(int port, LocalTls tls) {
        return new Detour(port, tls.clientContext().getSocketFactory());
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return real.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return real.getSupportedCipherSuites();
    }

    /** Not connected yet: it takes the detour when it is. */
    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress meant, int timeout) throws IOException {
                super.connect(changed(meant), timeout);
            }
        };
    }

    /** TLS over a socket that took the detour. */
    @Override
    public Socket createSocket(Socket connected, String host, int meantPort, boolean autoClose) throws IOException {
        return real.createSocket(connected, host, meantPort, autoClose);
    }

    @Override
    public Socket createSocket(String host, int meantPort) throws IOException {
        requireLocal(host);
        return real.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int meantPort, InetAddress from, int fromPort) throws IOException {
        requireLocal(host);
        return real.createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int meantPort) throws IOException {
        requireLocal(host.getHostName());
        return real.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int meantPort, InetAddress from, int fromPort) throws IOException {
        requireLocal(host.getHostName());
        return real.createSocket(host, port, from, fromPort);
    }

    private SocketAddress changed(SocketAddress meant) throws IOException {
        if (!(Objects.requireNonNull(meant) instanceof InetSocketAddress address)) {
            throw new IOException("this is no address of a host and a port");
        }
        requireLocal(address.getHostString());
        return new InetSocketAddress(address.getHostString(), port);
    }

    private static void requireLocal(String host) throws IOException {
        if (!host.equalsIgnoreCase("localhost") && !host.equals("127.0.0.1")) {
            throw new IOException("these sockets lead to a local server, but somebody wants to connect to " + host);
        }
    }
}
