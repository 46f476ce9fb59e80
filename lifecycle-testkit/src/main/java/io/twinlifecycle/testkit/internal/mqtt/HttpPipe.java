package io.twinlifecycle.testkit.internal.mqtt;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/**
 * Leads a client to an HTTP server.
 *
 * @param server where that listens
 * @param clients gets to know whose requests these are
 */
record HttpPipe(InetSocketAddress server, PipedClients clients) {

    /**
     * Connects and pipes from then on.
     *
     * @param holder has the client's first bytes, and lets them go when it is removed
     */
    void lead(Channel client, ChannelHandler holder) {
        client.config().setAutoRead(false);
        ChannelFuture unused = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Relay(client))
                .connect(server)
                .addListener((ChannelFuture connected) -> pipe(client, holder, connected));
    }

    private void pipe(Channel client, ChannelHandler holder, ChannelFuture connected) {
        Channel toServer = connected.channel();
        if (!connected.isSuccess() || !client.isActive()) {
            Wire.close(client);
            Wire.close(toServer);
            return;
        }
        int port = ((InetSocketAddress) toServer.localAddress()).getPort();
        clients.add(port, Tls.peerCertificates(client));
        ChannelFuture unused = toServer.closeFuture().addListener(closed -> clients.remove(port));
        client.pipeline().addLast(new Relay(toServer));
        client.pipeline().remove(holder);
        toServer.flush();
        client.config().setAutoRead(true);
    }
}
