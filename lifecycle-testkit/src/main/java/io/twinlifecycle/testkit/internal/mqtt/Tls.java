package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The TLS of a door: clients are asked for a certificate, and need none. */
final class Tls {

    private Tls() {}

    static SslHandler handler(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return new SslHandler(engine);
    }

    /** What a client showed in its handshake, its own certificate first. */
    static List<X509Certificate> peerCertificates(Channel client) {
        SslHandler tls = client.pipeline().get(SslHandler.class);
        try {
            return Arrays.stream(tls.engine().getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it showed none
        }
    }
}
