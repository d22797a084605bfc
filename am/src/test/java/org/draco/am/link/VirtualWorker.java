package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.draco.codec.code.Digest;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.Handshake;
import org.draco.codec.wire.JobKey;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;

/** The other end of a connection whose time is moved by hand: no socket, and everything in the test's own thread. */
final class VirtualWorker {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    private VirtualWorker(ParameterServer server) {
        channel.freezeTime();
        server.welcome(channel);
    }

    /** Connects and says nothing. */
    static VirtualWorker connect(ParameterServer server) {
        return new VirtualWorker(server);
    }

    /** Connects and proves to be the first attempt of a rank. */
    static VirtualWorker prove(ParameterServer server, JobKey key, int rank) {
        VirtualWorker worker = new VirtualWorker(server);
        byte[] nonce = worker.read(Message.Challenge.class).nonce();
        Handshake handshake =
                new Handshake(LoopbackServer.JOB, rank, 0, nonce, Handshake.newNonce());
        worker.send(handshake.hello(key.workerSecret(rank, 0)));
        worker.read(Message.Welcome.class);
        return worker;
    }

    /** Takes part. */
    static VirtualWorker join(ParameterServer server, JobKey key, int rank) {
        VirtualWorker worker = prove(server, key, rank);
        worker.send(ready());
        return worker;
    }

    static Message ready() {
        return new Message.Ready(LoopbackServer.DIMENSION, Digest.of(new float[0]));
    }

    void send(Message message) {
        send(Frames.encode(message));
    }

    void send(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    /** The next message; fails if there is none. */
    <T extends Message> T read(Class<T> type) {
        ByteBuf frame = channel.readOutbound();
        try {
            ByteBuffer bytes = frame.nioBuffer();
            bytes.getInt();
            return type.cast(Frames.decode(bytes));
        } catch (MalformedFrameException e) {
            throw new AssertionError("the server's bytes are wrong", e);
        } finally {
            frame.release();
        }
    }

    /** From now on it takes nothing of what it is sent. */
    void turnDeaf() {
        channel.pipeline()
                .addFirst(
                        new ChannelDuplexHandler() {
                            @Override
                            public void write(
                                    ChannelHandlerContext context,
                                    Object message,
                                    ChannelPromise neverKept) {
                                ((ByteBuf) message).release();
                            }
                        });
    }

    /** Lets time pass. */
    void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** How much room the server makes for what comes next. */
    int bytesOfARead() {
        ByteBuf room = channel.unsafe().recvBufAllocHandle().allocate(channel.alloc());
        try {
            return room.writableBytes();
        } finally {
            room.release();
        }
    }

    boolean isConnected() {
        return channel.isOpen();
    }

    void hangUp() {
        channel.close();
    }
}
