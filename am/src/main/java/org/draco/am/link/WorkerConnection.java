package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Request;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;

/**
 * One worker's connection, from the challenge to its end. Everything that comes in is hostile.
 *
 * <p>Outgoing parameters are left out for a worker that does not read. Inbound state belongs to the channel's thread.
 */
final class WorkerConnection extends SimpleChannelInboundHandler<ByteBuffer> {

    /** So long a worker that is told to stop may take to read it. */
    private static final int STOP_SECONDS = 5;

    private static final int NOBODY = -1;

    private static final int MOST_WATERMARK_BYTES = Integer.MAX_VALUE / 2;

    private enum State {
        /** Challenged; nothing is proven. */
        STRANGER,
        /** The rank and its attempt are proven, and so are we; the worker prepares its model and data. */
        PROVEN,
        /** It is ready, and the parameter server is not. */
        READY,
        /** Takes part. */
        MEMBER,
        /** Is told to stop, or closed; what it says is not heard. */
        OVER
    }

    private final ParameterServer server;
    private final Channel channel;
    private final FrameReader frames;
    private final byte[] nonce = Handshake.newNonce();

    private State state = State.STRANGER;
    private int rank = NOBODY;
    private int attempt;
    private Message.Ready ready;
    private volatile AnswerIntake intake;
    private String whyClosed = "connection closed by the worker";

    WorkerConnection(ParameterServer server, Channel channel, FrameReader frames) {
        this.server = server;
        this.channel = channel;
        this.frames = frames;
    }

    /** The rank that is proven here. */
    int rank() {
        return rank;
    }

    /** How often the container of the worker that is proven here has been replaced. */
    int attempt() {
        return attempt;
    }

    /** The other end. */
    SocketAddress from() {
        return channel.remoteAddress();
    }

    /** Begins: from now on there is so much time to prove something. */
    void challenge() {
        closeUnlessPast(State.STRANGER, server.limits().helloSeconds(), "no proof of identity");
        send(new Message.Challenge(nonce));
    }

    /** Counted from now, whatever trickles in until then. */
    private void closeUnlessPast(State stage, int seconds, String missing) {
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (state == stage) {
                                refuse(missing + " within " + seconds + " s");
                            }
                        },
                        seconds,
                        TimeUnit.SECONDS);
    }

    /** Closes the connection for this reason. */
    void refuse(String why) {
        channel.eventLoop()
                .execute(
                        () -> {
                            whyClosed = why;
                            channel.close();
                        });
    }

    void sendParameters(ParameterFrames parameters) {
        if (channel.isWritable()) {
            intake.due();
            parameters.send(channel);
        }
    }

    void request(Request request, long step) {
        if (request instanceof Request.SendVector vector) {
            channel.eventLoop()
                    .execute(
                            () -> {
                                if (state == State.MEMBER) {
                                    intake.expect(step, vector.task());
                                    send(new Message.SendVector(step, vector.task()));
                                }
                            });
        } else if (request instanceof Request.Compute further) {
            intake.due();
            send(new Message.ComputeTask(step, further.task()));
        } else {
            throw new AssertionError(request);
        }
    }

    /** Tells the worker to stop and hears it no more; whether it reads that or not, the connection ends. */
    void stop(String why) {
        channel.eventLoop()
                .execute(
                        () -> {
                            state = State.OVER;
                            channel.writeAndFlush(encoded(new Message.Stop(why)))
                                    .addListener(ChannelFutureListener.CLOSE);
                            channel.eventLoop()
                                    .schedule(
                                            () -> channel.close(), STOP_SECONDS, TimeUnit.SECONDS);
                        });
    }

    void close() {
        channel.close();
    }

    private void send(Message message) {
        channel.writeAndFlush(encoded(message));
    }

    private static ByteBuf encoded(Message message) {
        return Unpooled.wrappedBuffer(Frames.encode(message));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuffer frame)
            throws MalformedFrameException {
        if (state == State.OVER) {
            return;
        }
        Message message = Frames.decode(frame);
        switch (state) {
            case STRANGER -> onHello(message);
            case PROVEN -> onReady(message);
            case MEMBER -> intake.take(message);
            default -> throw unexpected("nothing before there are parameters", message);
        }
    }

    private static MalformedFrameException unexpected(String expected, Message found) {
        return new MalformedFrameException(0, expected, found.getClass().getSimpleName());
    }

    private void onHello(Message message) throws MalformedFrameException {
        if (!(message instanceof Message.Hello hello)) {
            throw unexpected("Hello", message);
        }
        Optional<byte[]> secret = server.secretOf(hello);
        Handshake handshake = Handshake.answering(nonce, hello);
        if (secret.isEmpty() || !handshake.isProvenBy(hello, secret.get())) {
            throw new MalformedFrameException(
                    2,
                    "the proof of the secret of a worker that is let in",
                    "another for rank %d, attempt %d".formatted(hello.rank(), hello.attempt()));
        }
        rank = hello.rank();
        attempt = hello.attempt();
        state = State.PROVEN;
        Optional<String> obstacle = server.enter(this);
        if (obstacle.isPresent()) {
            whyClosed = obstacle.get();
            channel.close();
            return;
        }
        closeUnlessPast(State.PROVEN, server.limits().readySeconds(), "not ready");
        send(handshake.welcome(secret.get()));
    }

    private void onReady(Message message) throws MalformedFrameException {
        if (!(message instanceof Message.Ready itself)) {
            throw unexpected("Ready", message);
        }
        ready = itself;
        state = State.READY;
        server.whenOpen(this);
    }

    /** Takes part, now that it and the parameter server are ready; from any thread. */
    void join(JobVectors vectors) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> join(vectors));
        } else if (state == State.READY) {
            joinNow(vectors);
        }
    }

    private void joinNow(JobVectors vectors) {
        if (ready.dimension() != vectors.dimension()) {
            refuse(
                    "expected a model of %d parameters, found %d"
                            .formatted(vectors.dimension(), ready.dimension()));
            return;
        }
        intake = new AnswerIntake(server, rank, vectors);
        frames.allow(vectors.maxFrameBytes());
        int vectorBytes =
                (int) Math.min(MOST_WATERMARK_BYTES, (long) vectors.dimension() * Float.BYTES);
        channel.config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(vectorBytes, 2 * vectorBytes));
        state = State.MEMBER;
        if (!server.join(this, new WorkerEvent.Joined(rank, ready.reference()))) {
            refuse("this attempt is not let in any more");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.OVER;
        if (intake != null) {
            intake.close();
        }
        if (rank == NOBODY) {
            server.strangerLeft(this, whyClosed);
        } else {
            server.workerLeft(this, whyClosed);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        whyClosed = FailureText.of(cause);
        context.close();
    }
}
