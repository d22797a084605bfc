package org.draco.container.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.function.Consumer;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.draco.codec.wire.VectorChunks;

/** Turns the parameter server's frames into orders; answers its challenge. Owned by the channel's thread. */
final class OrderReader extends SimpleChannelInboundHandler<ByteBuf> {

    private final WorkerCredentials credentials;
    private final VectorChunks chunks;
    private final Consumer<Order> orders;
    private final Runnable introduced;
    private VectorAssembly parameters;
    private String whyClosed = "connection closed by the parameter server";

    /** @param introduced called when the proof of identity is on its way, or never will be */
    OrderReader(
            WorkerCredentials credentials,
            VectorChunks chunks,
            Consumer<Order> orders,
            Runnable introduced) {
        this.credentials = credentials;
        this.chunks = chunks;
        this.orders = orders;
        this.introduced = introduced;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame)
            throws MalformedFrameException {
        Message message = Frames.decode(frame.nioBuffer());
        if (message instanceof Message.Challenge challenge) {
            byte[] proof =
                    Handshake.proof(
                            credentials.secret(),
                            challenge.nonce(),
                            credentials.job(),
                            credentials.rank());
            Message hello = new Message.Hello(credentials.job(), credentials.rank(), proof);
            context.writeAndFlush(Unpooled.wrappedBuffer(Frames.encode(hello)));
            introduced.run();
        } else if (message instanceof Message.Chunk chunk
                && chunk.kind() == Message.VectorKind.PARAMETERS) {
            onParameters(chunk);
        } else if (message instanceof Message.SendGradient request) {
            orders.accept(new Order.SendGradient(request.step()));
        } else if (message instanceof Message.Stop stop) {
            orders.accept(new Order.Stop(stop.why()));
        } else {
            throw new MalformedFrameException(
                    0, "a message of a parameter server", message.getClass().getSimpleName());
        }
    }

    private void onParameters(Message.Chunk chunk) throws MalformedFrameException {
        if (parameters == null || parameters.step() != chunk.step()) {
            parameters = new VectorAssembly(chunks, chunk.step());
        }
        if (parameters.add(chunk)) {
            orders.accept(new Order.Compute(chunk.step(), parameters.vector()));
            parameters = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        orders.accept(new Order.Disconnected(whyClosed));
        introduced.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        whyClosed = "bad bytes from the parameter server: " + cause.getMessage();
        context.close();
    }
}
