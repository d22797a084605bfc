package org.draco.bin.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The least that a network program with as many connections and threads as ours does: a server writes one buffer to every client,
 * clients write back what they read, the server counts it.
 */
final class PlainEcho implements AutoCloseable {

    private final EventLoopGroup serving = threads(2);
    private final List<EventLoopGroup> clients = new ArrayList<>();
    private final List<Channel> connections = new ArrayList<>();
    private final ByteBuf content;
    private volatile CountDownLatch missing;

    /** @param bytes that each client is sent in a round */
    PlainEcho(int clientCount, int bytes) throws InterruptedException {
        content = Unpooled.directBuffer(bytes).writeZero(bytes);
        CountDownLatch open = new CountDownLatch(clientCount);
        Channel listening =
                new ServerBootstrap()
                        .group(serving)
                        .channel(NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void channelRegistered(ChannelHandlerContext context) {
                                        synchronized (connections) {
                                            connections.add(context.channel());
                                        }
                                        context.pipeline().addLast(new Counter(bytes));
                                        open.countDown();
                                    }

                                    @Override
                                    public boolean isSharable() {
                                        return true;
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        for (int i = 0; i < clientCount; i++) {
            EventLoopGroup thread = threads(1);
            clients.add(thread);
            new Bootstrap()
                    .group(thread)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new Echo())
                    .connect((InetSocketAddress) listening.localAddress())
                    .sync();
        }
        open.await();
    }

    private static EventLoopGroup threads(int count) {
        return new NioEventLoopGroup(count, new DefaultThreadFactory("echo", true));
    }

    /** Of one round, there and back. */
    long bytes() {
        return 2L * content.readableBytes() * connections.size();
    }

    /** There and back. */
    void round() throws InterruptedException {
        missing = new CountDownLatch(connections.size());
        connections.forEach(channel -> channel.writeAndFlush(content.retainedDuplicate()));
        missing.await();
    }

    @Override
    public void close() {
        clients.forEach(EventLoopGroup::shutdownGracefully);
        serving.shutdownGracefully();
    }

    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    private final class Counter extends ChannelInboundHandlerAdapter {
        private final int expected;
        private int here;

        Counter(int expected) {
            this.expected = expected;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            here += bytes.readableBytes();
            bytes.release();
            if (here == expected) {
                here = 0;
                missing.countDown();
            }
        }
    }
}
