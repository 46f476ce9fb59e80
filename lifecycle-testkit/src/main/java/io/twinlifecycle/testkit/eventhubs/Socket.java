package io.twinlifecycle.testkit.eventhubs;

import io.twinlifecycle.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's socket: carries bytes between it and the AMQP engine. Used by the server's thread only. */
final class Socket {

    private static final Logger log = LoggerFactory.getLogger(Socket.class);
    private static final int FRAME_SIZE = 64 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final TimeSource clock;
    private final long origin;
    private final Transport transport = Transport.Factory.create();
    private final Peer peer;
    private final TlsLayer tls;
    private final long mostSilent;
    private boolean greeted;

    Socket(SocketChannel channel, SelectionKey key, Service service, TlsLayer tls, Duration idleTimeout) {
        this.channel = channel;
        this.key = key;
        this.tls = tls;
        mostSilent = idleTimeout.toMillis();
        clock = service.wireTime();
        origin = clock.nanoTime();
        transport.setMaxFrameSize(FRAME_SIZE); // before the SASL layer, which refuses it afterwards
        transport.setIdleTimeout((int) idleTimeout.toMillis());
        acceptAnyone(transport.sasl());
        peer = new Peer(transport, service);
    }

    Peer peer() {
        return peer;
    }

    /** Takes what arrived; throws if the connection is at its end. */
    void receive() throws IOException {
        if (!greeted && !greet()) {
            return;
        }
        while (transport.capacity() > 0) {
            int count = channel.read(transport.tail());
            if (count < 0) {
                transport.close_tail();
                throw new IOException("closed by the client");
            }
            if (count == 0) {
                return;
            }
            transport.process();
            peer.handleEvents();
        }
    }

    /**
     * Sends what there is to send; throws if the connection is at its end.
     *
     * @return in how many milliseconds to be called again though nothing happens; negative for no need
     */
    long send() throws IOException {
        if (!greeted) {
            return untilTooSilent();
        }
        peer.handleEvents();
        long again = peer.pump();
        long deadline = transport.tick(now());
        write();
        peer.handleEvents();
        if (transport.isClosed() || transport.pending() == Transport.END_OF_STREAM) {
            throw new IOException("closed");
        }
        boolean waiting = transport.pending() > 0;
        key.interestOps((transport.capacity() > 0 ? SelectionKey.OP_READ : 0) | (waiting ? SelectionKey.OP_WRITE : 0));
        if (again == 0 && waiting) {
            again = -1; // the socket is full; it says when it is not
        }
        return deadline == 0 ? again : Waits.sooner(again, Math.max(1, deadline - now()));
    }

    /** Ends it without a word. */
    void drop() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("a socket did not close");
        }
        peer.gone();
    }

    /** Takes the first byte, which says whether TLS follows; false if none has arrived. */
    private boolean greet() throws IOException {
        ByteBuffer first = ByteBuffer.allocate(1);
        int count = channel.read(first);
        if (count < 0) {
            throw new IOException("closed by the client before it said anything");
        }
        if (count > 0) {
            tls.addIfAsked(transport, first.get(0));
            transport.tail().put(first.flip());
            greeted = true;
        }
        return greeted;
    }

    private long untilTooSilent() throws IOException {
        long left = mostSilent - now();
        if (left <= 0) {
            throw new IOException("a client that says nothing");
        }
        return left;
    }

    private void write() throws IOException {
        while (transport.pending() > 0) {
            int count = channel.write(transport.head());
            transport.pop(count);
            if (count == 0) {
                return;
            }
        }
    }

    private long now() {
        return 1 + TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - origin);
    }

    /** Who a client is, it says later, with a token. */
    private static void acceptAnyone(Sasl sasl) {
        sasl.server();
        sasl.setMechanisms("ANONYMOUS", "EXTERNAL", "MSSBCBS", "PLAIN");
        sasl.allowSkip(true);
        sasl.setListener(new SaslAcceptance());
    }
}
