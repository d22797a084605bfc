package org.draco.am.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The port, and the threads behind it. The arithmetic of TLS handshakes, which anybody may cause, has a thread of its own, so
 * that it takes no time from those who are in.
 */
final class Entrance implements AutoCloseable {

    private static final int IO_THREADS = 2;
    private static final int BACKLOG = 1024;
    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup acceptor =
            new NioEventLoopGroup(1, new DefaultThreadFactory("ps-accept", true));
    private final EventLoopGroup io =
            new NioEventLoopGroup(IO_THREADS, new DefaultThreadFactory("ps-io", true));
    private final ExecutorService handshakes =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("ps-tls", true));
    private final Optional<SslContext> tunnel;
    private final Channel listening;

    /**
     * Binds a free port on all interfaces.
     *
     * @param identity shown on every connection, if they are encrypted
     * @param welcome given each connection, in the thread that it belongs to
     * @throws IOException if no port can be had
     */
    Entrance(Optional<ServerIdentity> identity, Consumer<Channel> welcome) throws IOException {
        this.tunnel = identity.map(ServerIdentity::context);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(acceptor, io)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        tunnel.ifPresent(context -> encrypt(channel, context));
                                        welcome.accept(channel);
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(0).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDownThreads();
            throw new IOException("cannot listen for workers: " + bound.cause(), bound.cause());
        }
        this.listening = bound.channel();
    }

    private void encrypt(SocketChannel channel, SslContext context) {
        channel.pipeline().addLast(context.newHandler(channel.alloc(), handshakes));
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Lets nobody in any more. */
    void stopListening() {
        listening.close().awaitUninterruptibly();
    }

    /** Closes every connection. */
    @Override
    public void close() {
        shutDownThreads();
    }

    private void shutDownThreads() {
        acceptor.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        io.shutdownGracefully(100, CLOSE_SECONDS * 1000, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        acceptor.terminationFuture().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        handshakes.shutdownNow();
    }
}
