package org.draco.container.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;

/**
 * The beginning of a connection: the worker proves who it is, then the parameter server does. Until then not a word is
 * believed, not even that training is over. Owned by the channel's thread.
 */
final class Introduction extends SimpleChannelInboundHandler<ByteBuffer> {

    /** Longer than the parameter server waits for a worker's proof. */
    static final int SECONDS = 30;

    private final WorkerCredentials credentials;
    private final Consumer<ChannelHandlerContext> welcomed;
    private final Consumer<String> failed;
    private Optional<Handshake> begun = Optional.empty();
    private Future<?> deadline;
    private String whyClosed = "connection closed by the parameter server";

    /**
     * @param welcomed called once, in the channel's thread, when the parameter server has proven who it is; must put
     *     another handler in this one's place
     * @param failed called with the reason when the connection ends before that
     */
    Introduction(
            WorkerCredentials credentials,
            Consumer<ChannelHandlerContext> welcomed,
            Consumer<String> failed) {
        this.credentials = credentials;
        this.welcomed = welcomed;
        this.failed = failed;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuffer frame)
            throws MalformedFrameException {
        Message message = Frames.decode(frame);
        if (message instanceof Message.Challenge challenge && begun.isEmpty()) {
            Handshake handshake = handshake(challenge);
            Message hello = handshake.hello(credentials.secret());
            context.writeAndFlush(Unpooled.wrappedBuffer(Frames.encode(hello)));
            begun = Optional.of(handshake);
        } else if (message instanceof Message.Welcome welcome && begun.isPresent()) {
            if (!begun.get().isProvenBy(welcome, credentials.secret())) {
                throw new MalformedFrameException(
                        1, "the proof of this job's parameter server", "another");
            }
            welcomed.accept(context);
        } else {
            throw new MalformedFrameException(
                    0,
                    begun.isEmpty() ? "Challenge" : "Welcome",
                    message.getClass().getSimpleName());
        }
    }

    /** A server that says nothing is none: another may have come in its place. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> giveUp(context), SECONDS, TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    private void giveUp(ChannelHandlerContext context) {
        whyClosed = "the parameter server has not proven who it is within " + SECONDS + " s";
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private Handshake handshake(Message.Challenge challenge) {
        return new Handshake(
                credentials.job(),
                credentials.rank(),
                credentials.attempt(),
                challenge.nonce(),
                Handshake.newNonce());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed.accept(whyClosed);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        whyClosed = FailureText.of(cause);
        context.close();
    }
}
