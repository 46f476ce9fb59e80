package io.twinlifecycle.testkit.eventhubs;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.qpid.proton.engine.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's one thread, which does all that is done to connections; so nothing of theirs needs a lock. */
final class EngineLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineLoop.class);
    private static final long CLOSE_SECONDS = 5;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Service service;
    private final TlsLayer tls;
    private final Duration idleTimeout;
    private final Set<Socket> sockets = new LinkedHashSet<>();
    private final Queue<FutureTask<?>> commands = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    private EngineLoop(int port, Duration idleTimeout, TlsLayer tls, Service service) throws IOException {
        this.idleTimeout = idleTimeout;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        this.service = service;
        this.tls = tls;
    }

    /** Listens on loopback, at this port or (0) at any that is free. */
    static EngineLoop start(int port, Duration idleTimeout, TlsLayer tls, Service service) throws IOException {
        EngineLoop loop = new EngineLoop(port, idleTimeout, tls, service);
        Thread thread = new Thread(loop::run, "local-event-hubs-" + loop.port());
        thread.setDaemon(true);
        thread.start();
        return loop;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Looks for events that other threads have stored. */
    void wakeUp() {
        selector.wakeup();
    }

    /** Does something to each connection, and adds up what it returns. */
    int onEach(ToIntFunction<Peer> work) {
        return call(() -> sockets.stream()
                .mapToInt(socket -> work.applyAsInt(socket.peer()))
                .sum());
    }

    int dropAll() {
        return call(() -> {
            int count = sockets.size();
            List.copyOf(sockets).forEach(this::drop);
            return count;
        });
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            if (!ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.atWarn().log("the local Event Hubs server did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int call(Callable<Integer> work) {
        FutureTask<Integer> task = new FutureTask<>(work);
        commands.add(task);
        if (ended.getCount() == 0) {
            task.cancel(false); // nobody is there to do it; whoever ends after the line above cancels it himself
        }
        selector.wakeup();
        try {
            return task.get();
        } catch (CancellationException e) {
            throw new IllegalStateException("this server is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was at work", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the server could not do this", e);
        }
    }

    private void run() {
        try {
            long wait = -1;
            while (!closing) {
                wait = turn(wait);
            }
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("the local Event Hubs server cannot go on");
        } finally {
            List.copyOf(sockets).forEach(this::drop);
            closeQuietly(server);
            closeQuietly(selector);
            ended.countDown();
            commands.forEach(task -> task.cancel(false));
        }
    }

    /** One round: what arrived, what was ordered, what there is to send. Takes and returns milliseconds to wait; negative for any time. */
    private long turn(long wait) throws IOException {
        if (wait == 0) {
            selector.selectNow();
        } else {
            selector.select(Math.max(0, wait));
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.isValid() && key.isReadable()) {
                attempt((Socket) key.attachment(), socket -> {
                    socket.receive();
                    return -1;
                });
            }
        }
        selector.selectedKeys().clear();
        for (FutureTask<?> task = commands.poll(); task != null; task = commands.poll()) {
            task.run();
        }
        // Only now, since what one client has sent another may wait for.
        long again = -1;
        for (Socket socket : List.copyOf(sockets)) {
            again = Waits.sooner(again, attempt(socket, Socket::send));
        }
        return again;
    }

    private interface Work {
        long on(Socket socket) throws IOException;
    }

    private long attempt(Socket socket, Work work) {
        try {
            return work.on(socket);
        } catch (IOException | TransportException e) {
            log.atDebug().setCause(e).log("a connection ended");
        } catch (RuntimeException | StackOverflowError e) { // of an engine that trusts its input
            log.atWarn().setCause(e).log("a connection is dropped for what it sent");
        }
        drop(socket);
        return -1;
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Socket socket = new Socket(channel, key, service, tls, idleTimeout);
        key.attach(socket);
        sockets.add(socket);
    }

    private void drop(Socket socket) {
        sockets.remove(socket);
        socket.drop();
    }

    private static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("could not close");
        }
    }
}
