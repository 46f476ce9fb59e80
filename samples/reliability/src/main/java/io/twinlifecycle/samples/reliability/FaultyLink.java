package io.twinlifecycle.samples.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stretch of wire between a client and a server on this machine that can be cut. It carries bytes and knows nothing of what they mean,
 * so TLS goes through it, and what the client sees is what it would see of a network.
 *
 * <p>Safe for use by many threads.
 */
final class FaultyLink implements AutoCloseable {

    /** What goes wrong. */
    enum Fault {
        /** Nothing. */
        NONE,
        /** The connection is reset when the client sends, before anything of it reaches the server. */
        RESET_BEFORE_REQUEST,
        /** The connection is reset when the server answers, before anything of it reaches the client. */
        RESET_BEFORE_ANSWER,
        /** The connection is reset when half of the answer is through. */
        RESET_IN_ANSWER,
        /** The connection is closed in good order when half of the answer is through. */
        END_IN_ANSWER,
        /** The answer comes through byte by byte, with a pause after each. */
        TRICKLE,
        /** Nothing comes through any more, in either direction, and nobody is told. */
        SILENCE,
        /** Nobody is there: connections are reset as soon as they are made, and those that are open at their next byte. */
        UNREACHABLE
    }

    private static final int BUFFER = 64 * 1024;
    private static final int TRICKLE_MILLIS = 2;

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "faulty-link");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();

    private FaultyLink(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** A link to a port of this machine. */
    static FaultyLink to(int port) {
        try {
            FaultyLink link = new FaultyLink(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port);
            link.threads.execute(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that clients take in place of the server's. */
    int port() {
        return listener.getLocalPort();
    }

    /** Strikes from now on, so many times. */
    void strike(Fault what, int times) {
        left.set(times);
        fault.set(what);
    }

    /** Strikes from now on, until it is mended. */
    void strike(Fault what) {
        strike(what, Integer.MAX_VALUE);
    }

    void mend() {
        fault.set(Fault.NONE);
    }

    /** How often it has struck. */
    int struck() {
        return struck.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                carry(listener.accept());
            } catch (IOException e) {
                // Closed, or the server is: the client sees its connection end.
            }
        }
    }

    private void carry(Socket client) throws IOException {
        open.add(client);
        if (strikes(Fault.UNREACHABLE)) {
            reset(client);
            return;
        }
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            reset(client);
            throw e;
        }
        open.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        threads.execute(() -> pump(client, server, false));
        threads.execute(() -> pump(server, client, true));
    }

    private void pump(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!pass(buffer, count, out, answer)) {
                    reset(from);
                    reset(to);
                    return;
                }
            }
        } catch (IOException e) {
            // One end is gone; the other is told below.
        } finally {
            end(from);
            end(to);
        }
    }

    /** False if the connection is to be reset. */
    private boolean pass(byte[] bytes, int count, OutputStream out, boolean answer) throws IOException {
        if (strikes(Fault.UNREACHABLE) || (!answer && strikes(Fault.RESET_BEFORE_REQUEST))) {
            return false;
        }
        if (strikes(Fault.SILENCE)) {
            return true;
        }
        if (answer) {
            if (strikes(Fault.RESET_BEFORE_ANSWER)) {
                return false;
            }
            if (strikes(Fault.RESET_IN_ANSWER)) {
                out.write(bytes, 0, count / 2);
                return false;
            }
            if (strikes(Fault.END_IN_ANSWER)) {
                out.write(bytes, 0, count / 2);
                throw new IOException("ended on purpose");
            }
            if (strikes(Fault.TRICKLE)) {
                trickle(bytes, count, out);
                return true;
            }
        }
        out.write(bytes, 0, count);
        return true;
    }

    private static void trickle(byte[] bytes, int count, OutputStream out) throws IOException {
        try {
            for (int i = 0; i < count; i++) {
                out.write(bytes[i]);
                Thread.sleep(TRICKLE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private boolean strikes(Fault what) {
        if (fault.get() != what || left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return false;
        }
        struck.incrementAndGet();
        return true;
    }

    /** Sends RST instead of FIN. */
    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        end(socket);
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // Nothing is left to be done.
        }
        open.forEach(this::end);
        threads.shutdownNow();
    }
}
