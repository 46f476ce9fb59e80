package io.twinlifecycle.testkit.eventhubs;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.SslDomain;
import org.apache.qpid.proton.engine.Transport;

/** Finds out whether a client speaks TLS, by its first byte, so that one port serves those that do and those that do not. */
final class TlsLayer {

    /** The type of a TLS record that begins a handshake. AMQP begins with the letter A. */
    private static final byte HANDSHAKE = 0x16;

    private final Supplier<SSLContext> context;

    TlsLayer(Supplier<SSLContext> context) {
        this.context = context;
    }

    /** Puts TLS around a transport if the client's first byte asks for it. */
    void addIfAsked(Transport transport, byte first) {
        if (first == HANDSHAKE) {
            SslDomain domain = Proton.sslDomain();
            domain.init(SslDomain.Mode.SERVER);
            domain.setSslContext(context.get());
            domain.setPeerAuthentication(SslDomain.VerifyMode.ANONYMOUS_PEER);
            transport.ssl(domain); // after the SASL layer: the last one that is added is the outermost
        }
    }
}
