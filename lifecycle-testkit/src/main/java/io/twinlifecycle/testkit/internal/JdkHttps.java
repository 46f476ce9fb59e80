package io.twinlifecycle.testkit.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The JDK's own HTTPS server.
 *
 * @param server the server
 */
record JdkHttps(HttpsServer server) implements HttpsFront {

    static JdkHttps start(
            InetSocketAddress address, LocalTls tls, boolean asksForCertificates, Executor threads, HttpHandler handler)
            throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(
                asksForCertificates
                        ? new AskingConfigurator(tls.serverContextForAnyClient())
                        : new HttpsConfigurator(tls.serverContext()));
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
        return new JdkHttps(server);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public List<X509Certificate> clientCertificates(HttpExchange exchange) {
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
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
