package org.draco.container.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.draco.codec.code.Spare;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorFrames;

/**
 * The worker's end of the connection.
 *
 * <p>Orders come in the order in which they were given, but a {@link Order.Compute} that a newer one has overtaken is left
 * out: whoever was too slow for a step catches up at once. Used by one thread.
 */
public final class MasterLink implements AutoCloseable {

    private static final String ORDERS = "orders";
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final long SEND_SECONDS = 60;

    private final EventLoopGroup io =
            new NioEventLoopGroup(1, new DefaultThreadFactory("link-io", true));
    private final LinkedBlockingDeque<Order> orders = new LinkedBlockingDeque<>();
    private final CountDownLatch introduced = new CountDownLatch(1);
    private final FrameReader frames = new FrameReader();
    private final JobVectors vectors;
    private final Spare<float[]> spare = new Spare<>();
    private Optional<Order.Compute> computing = Optional.empty();
    private volatile int way;
    private final Optional<SslContext> tunnel;
    private final Channel channel;

    /**
     * Connects. The proof of identity is given as soon as the parameter server asks for it; nothing that comes before its own
     * is believed.
     *
     * @param server where the parameter server listens
     * @param credentials who the worker is
     * @param vectors how vectors travel
     * @throws IOException if there is no connection
     */
    public MasterLink(InetSocketAddress server, WorkerCredentials credentials, JobVectors vectors)
            throws IOException {
        this.vectors = vectors;
        this.tunnel =
                credentials.certificate().map(expected -> new PinnedServer(expected).context());
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(io)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel socket) {
                                        introduce(socket, credentials);
                                    }
                                });
        ChannelFuture connecting = bootstrap.connect(server).awaitUninterruptibly();
        if (!connecting.isSuccess()) {
            io.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "no connection to the parameter server at " + server, connecting.cause());
        }
        channel = connecting.channel();
    }

    private void introduce(SocketChannel socket, WorkerCredentials credentials) {
        tunnel.ifPresent(context -> socket.pipeline().addLast(context.newHandler(socket.alloc())));
        Introduction introduction =
                new Introduction(credentials, this::takeOrders, this::notIntroduced);
        socket.pipeline().addLast(frames).addLast(ORDERS, introduction);
    }

    private void takeOrders(ChannelHandlerContext context) {
        context.pipeline()
                .replace(
                        ORDERS,
                        ORDERS,
                        new OrderReader(vectors, spare, orders::add, index -> way = index));
        frames.allow(vectors.maxFrameBytes());
        introduced.countDown();
    }

    private void notIntroduced(String why) {
        orders.add(new Order.Disconnected(why));
        introduced.countDown();
    }

    /** Says that the worker is ready to compute, once either side has proven who it is. */
    public void ready(Message.Ready ready) throws IOException, InterruptedException {
        introduced.await();
        send(Frames.encode(ready));
    }

    /** Says that a task is computed. */
    public void answer(Message.Answer answer) throws IOException {
        send(Frames.encode(answer));
    }

    /**
     * Sends an answer's vector; returns when it is handed to the network, so that at most one is under way.
     *
     * @param vector of the job's type and length; only read
     */
    public void vector(long step, int task, NumberVector vector) throws IOException {
        VectorFrames answer =
                new VectorFrames(
                        Message.VectorKind.ANSWER,
                        step,
                        task,
                        vectors.answers(),
                        vector,
                        vectors.answers().ways().get(way));
        int last = answer.count() - 1;
        for (int index = 0; index < last; index++) {
            channel.writeAndFlush(laidOut(answer, index));
        }
        send(laidOut(answer, last));
    }

    private ByteBuf laidOut(VectorFrames answer, int index) {
        int most = answer.maxBytes(index);
        ByteBuf frame = channel.alloc().directBuffer(most);
        ByteBuffer memory = frame.nioBuffer(0, most);
        answer.write(index, memory);
        return frame.writerIndex(memory.position());
    }

    private void send(byte[] frame) throws IOException {
        send(Unpooled.wrappedBuffer(frame));
    }

    private void send(ByteBuf frame) throws IOException {
        ChannelFuture sent = channel.writeAndFlush(frame);
        if (!sent.awaitUninterruptibly(SEND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the parameter server has not read for " + SEND_SECONDS + " s");
        }
        if (!sent.isSuccess()) {
            throw new IOException("cannot send to the parameter server", sent.cause());
        }
    }

    /** The next order that still matters; waits for it. */
    public Order next() throws InterruptedException {
        Order order = orders.take();
        while (order instanceof Order.Compute overtaken
                && orders.stream().anyMatch(Order.Compute.class::isInstance)) {
            spare.giveBack(overtaken.parameters());
            order = orders.take();
        }
        if (order instanceof Order.Compute compute) {
            computing.ifPresent(over -> spare.giveBack(over.parameters()));
            computing = Optional.of(compute);
        }
        return order;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        io.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
