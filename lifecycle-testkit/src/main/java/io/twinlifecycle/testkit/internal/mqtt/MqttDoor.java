package io.twinlifecycle.testkit.internal.mqtt;

import com.sun.net.httpserver.HttpExchange;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.twinlifecycle.testkit.internal.HttpsFront;
import io.twinlifecycle.testkit.internal.LoopbackServer;
import io.twinlifecycle.testkit.mqtt.MqttControl;
import io.twinlifecycle.testkit.tls.LocalTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * One port, behind TLS, for MQTT 3.1.1 and for HTTPS: with one address a client has all of a service. MQTT goes to an {@link MqttService},
 * everything else to a plain HTTP server. One session per client id: who comes later stays.
 *
 * <p>Safe for use by many threads.
 */
public final class MqttDoor implements HttpsFront {

    /** IoT Hub ends a connection after 29.45 minutes of silence at most, whatever was agreed. */
    private static final int MAX_SILENCE_SECONDS = 1_767;

    private static final int FIRST_PACKET_SECONDS = 30;
    private static final int MAX_CLIENT_ID = 1_024;
    private static final int LOOPS = 2;
    private static final int THREADS = 16;
    private static final int GOODBYE_SECONDS = 5;

    private final MqttService service;
    private final MqttControl control;
    private final SSLContext tls;
    private final PipedClients piped = new PipedClients();
    private final HttpPipe http;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor threads;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Map<String, MqttConnection> clients = new ConcurrentHashMap<>();
    private final Channel listening;

    /**
     * Opens.
     *
     * @param name of its threads
     * @param address where to listen
     * @param http where the plain HTTP server listens
     * @throws IOException if the port is taken
     */
    public MqttDoor(
            String name,
            InetSocketAddress address,
            LocalTls tls,
            InetSocketAddress http,
            MqttService service,
            MqttControl control)
            throws IOException {
        this.service = service;
        this.control = control;
        this.tls = tls.serverContextForAnyClient();
        this.http = new HttpPipe(http, piped);
        loops = new MultiThreadIoEventLoopGroup(
                LOOPS, LoopbackServer.daemons(name + "-mqtt-io"), NioIoHandler.newFactory());
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                LoopbackServer.daemons(name + "-mqtt"));
        threads.allowCoreThreadTimeOut(true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accept(client);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        listening = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new IOException("cannot listen on " + address, bound.cause());
        }
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public List<X509Certificate> clientCertificates(HttpExchange exchange) {
        return piped.certificates(exchange.getRemoteAddress().getPort());
    }

    /** Ends all connections, lets the service know, and stops listening. May be repeated. */
    @Override
    public void close() {
        await(listening.close());
        await(channels.close());
        await(loops.shutdownGracefully(0, GOODBYE_SECONDS, TimeUnit.SECONDS));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<?> end) {
        Future<?> unused = end.awaitUninterruptibly();
    }

    MqttService service() {
        return service;
    }

    MqttControl control() {
        return control;
    }

    Steps steps(Consumer<Boolean> reading) {
        return new Steps(threads, loops, control, reading);
    }

    private void accept(Channel client) {
        channels.add(client);
        client.pipeline()
                .addLast(Tls.handler(tls))
                .addLast(new IdleStateHandler(FIRST_PACKET_SECONDS, 0, 0))
                .addLast(new FirstByte(this));
    }

    void leadToMqtt(Channel client) {
        client.pipeline()
                .addLast(new MqttDecoder(service.maxPacket(), MAX_CLIENT_ID))
                .addLast(MqttEncoder.INSTANCE)
                .addLast(new MqttConnection(this, client));
    }

    void leadToHttp(Channel client, FirstByte holder) {
        client.pipeline().remove(IdleStateHandler.class);
        http.lead(client, holder);
    }

    /** MQTT 3.1.1: a client that is silent for one and a half times of what it promised is gone. */
    void keepAlive(Channel client, int seconds) {
        ChannelPipeline pipeline = client.pipeline();
        long silence = Math.min(MAX_SILENCE_SECONDS * 1_000L, seconds == 0 ? Long.MAX_VALUE : seconds * 1_500L);
        pipeline.replace(
                IdleStateHandler.class, "keep-alive", new IdleStateHandler(silence, 0, 0, TimeUnit.MILLISECONDS));
    }

    void enter(String clientId, MqttConnection client) {
        control.opened(client, client::disconnect);
        MqttConnection earlier = clients.put(clientId, client);
        if (earlier != null) {
            earlier.disconnect();
        }
    }

    void leave(String clientId, MqttConnection client) {
        control.closed(client);
        clients.remove(clientId, client);
    }
}
