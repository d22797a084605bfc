package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.draco.am.step.WorkerEvent;
import org.draco.codec.code.Request;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's connection, from the challenge to its end. Everything that comes in is hostile.
 *
 * <p>Bounds: before the proof, frames of 2 KiB and {@value #HELLO_SECONDS} s; after it, one vector in assembly, and
 * {@value #MAX_EVENTS_WAITING} events that the loop has not read. Outgoing parameters are left out for a worker that
 * does not read. Inbound state belongs to the channel's thread.
 */
final class WorkerConnection extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
    private static final int HELLO_SECONDS = 20;
    private static final int MAX_EVENTS_WAITING = 16;
    private static final int NOBODY = -1;

    private enum State {
        /** Connected; the challenge may be out, nothing is proven. */
        CHALLENGED,
        /** The rank and its attempt are proven, and so are we; the worker prepares its model and data. */
        PROVEN,
        /** Takes part. */
        MEMBER
    }

    private final ParameterServer server;
    private final Channel channel;
    private final byte[] nonce = Handshake.newNonce();
    private final AtomicInteger eventsWaiting = new AtomicInteger();

    private State state = State.CHALLENGED;
    private int rank = NOBODY;
    private int attempt;
    private VectorInbox inbox;
    private String whyClosed = "connection closed by the worker";

    WorkerConnection(ParameterServer server, Channel channel) {
        this.server = server;
        this.channel = channel;
    }

    /** How often the container of the worker that is proven here has been replaced. */
    int attempt() {
        return attempt;
    }

    void challenge() {
        // Counted from the challenge, whatever trickles in until then.
        channel.eventLoop().schedule(this::refuseUnlessProven, HELLO_SECONDS, TimeUnit.SECONDS);
        send(new Message.Challenge(nonce));
    }

    private void refuseUnlessProven() {
        if (state == State.CHALLENGED) {
            whyClosed = "no proof of identity within " + HELLO_SECONDS + " s";
            channel.close();
        }
    }

    void sendParameters(ByteBuf frames) {
        if (channel.isWritable()) {
            channel.writeAndFlush(frames);
        } else {
            frames.release();
        }
    }

    void request(Request request, long step) {
        if (request instanceof Request.SendVector vector) {
            channel.eventLoop()
                    .execute(
                            () -> {
                                inbox.expect(step, vector.task());
                                send(new Message.SendVector(step, vector.task()));
                            });
        } else if (request instanceof Request.Compute further) {
            send(new Message.ComputeTask(step, further.task()));
        } else {
            throw new AssertionError(request);
        }
    }

    void eventTaken() {
        eventsWaiting.decrementAndGet();
    }

    void stop(String why) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(Frames.encode(new Message.Stop(why))))
                .addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        channel.close();
    }

    private void send(Message message) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(Frames.encode(message)));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame)
            throws MalformedFrameException {
        if (!channel.isActive()) {
            return; // what came in one go with the bytes that ended the connection
        }
        Message message = Frames.decode(frame.nioBuffer());
        switch (state) {
            case CHALLENGED -> onHello(message);
            case PROVEN -> onReady(message);
            case MEMBER -> onAnswer(message);
            default -> throw new AssertionError(state);
        }
    }

    private void onHello(Message message) throws MalformedFrameException {
        if (!(message instanceof Message.Hello hello)) {
            throw new MalformedFrameException(0, "Hello", message.getClass().getSimpleName());
        }
        Optional<byte[]> secret = server.secretOf(hello.rank(), hello.attempt());
        Handshake handshake = Handshake.answering(nonce, hello);
        if (!hello.job().equals(server.job())
                || secret.isEmpty()
                || !handshake.isProvenBy(hello, secret.get())) {
            throw new MalformedFrameException(
                    2,
                    "the proof of the secret of a worker that is let in",
                    "another for rank %d, attempt %d".formatted(hello.rank(), hello.attempt()));
        }
        rank = hello.rank();
        attempt = hello.attempt();
        state = State.PROVEN;
        send(handshake.welcome(secret.get()));
        channel.pipeline()
                .replace(
                        FrameDecoder.NAME,
                        FrameDecoder.NAME,
                        new FrameDecoder(server.vectors().maxFrameBytes()));
        int vectorBytes = server.vectors().dimension() * Float.BYTES;
        channel.config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(vectorBytes, 2 * vectorBytes));
    }

    private void onReady(Message message) throws MalformedFrameException {
        if (!(message instanceof Message.Ready ready)) {
            throw new MalformedFrameException(0, "Ready", message.getClass().getSimpleName());
        }
        if (ready.dimension() != server.vectors().dimension()) {
            throw new MalformedFrameException(
                    1,
                    "a model of " + server.vectors().dimension() + " parameters",
                    ready.dimension() + "");
        }
        inbox = new VectorInbox(server.vectors().answers());
        state = State.MEMBER;
        if (!server.join(this, new WorkerEvent.Joined(rank, ready.reference()))) {
            throw new MalformedFrameException(
                    0, "a worker that is let in", "one that is so no more");
        }
    }

    private void onAnswer(Message message) throws MalformedFrameException {
        if (message instanceof Message.Answer answer) {
            if (answer.step() > server.broadcastStep()) {
                throw new MalformedFrameException(
                        1,
                        "an answer to step " + server.broadcastStep() + " or before",
                        "step " + answer.step());
            }
            if (answer.digest().isEmpty() && !server.code().answerForm().digestFirst()) {
                expectVectorOf(answer);
            }
            tell(
                    new WorkerEvent.Answered(
                            rank,
                            answer.step(),
                            answer.task(),
                            answer.loss(),
                            answer.computeNanos(),
                            answer.saturated(),
                            answer.digest()));
        } else if (message instanceof Message.Chunk chunk
                && chunk.kind() == Message.VectorKind.ANSWER) {
            NumberVector vector = inbox.add(chunk);
            if (vector != null) {
                tell(new WorkerEvent.VectorArrived(rank, chunk.step(), chunk.task(), vector));
            }
        } else {
            throw new MalformedFrameException(
                    0, "Answer or an answer's chunk", message.getClass().getSimpleName());
        }
    }

    /** Of its own task only: a worker cannot make the server hold more than one vector that nobody asked for. */
    private void expectVectorOf(Message.Answer answer) throws MalformedFrameException {
        int own = server.code().assignment().taskOf(rank);
        if (answer.task() != own) {
            throw new MalformedFrameException(9, "task " + own, "task " + answer.task());
        }
        inbox.expect(answer.step(), own);
    }

    private void tell(WorkerEvent event) throws MalformedFrameException {
        if (eventsWaiting.incrementAndGet() > MAX_EVENTS_WAITING) {
            throw new MalformedFrameException(0, "one answer a step", "a flood");
        }
        server.tell(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (rank == NOBODY) {
            LOG.info(
                    "connection from {} refused or lost before its proof: {}",
                    channel.remoteAddress(),
                    whyClosed);
        } else {
            server.left(this, rank, whyClosed);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        whyClosed = FailureText.of(cause);
        context.close();
    }
}
