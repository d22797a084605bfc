package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorFrames;

/**
 * A step's parameters as every worker is sent them: encoded once, in memory that all connections share, a buffer for each chunk, since all of them
 * together may be more than one buffer holds.
 */
final class ParameterFrames {

    /** Before the first step. */
    static final ParameterFrames NONE = new ParameterFrames(List.of());

    private final List<ByteBuf> frames;

    private ParameterFrames(List<ByteBuf> frames) {
        this.frames = frames;
    }

    /** The frames, exponents first; the caller's to {@link #release}. */
    static ParameterFrames of(long step, float[] parameters, int[] exponents, JobVectors vectors) {
        List<ByteBuf> frames = new ArrayList<>();
        vectors.exponents()
                .ifPresent(
                        chunks ->
                                lay(
                                        new VectorFrames(
                                                Message.VectorKind.EXPONENTS,
                                                step,
                                                0,
                                                chunks,
                                                asFloats(exponents)),
                                        frames));
        lay(
                new VectorFrames(
                        Message.VectorKind.PARAMETERS,
                        step,
                        0,
                        vectors.parameters(),
                        new FloatVector(parameters)),
                frames);
        return new ParameterFrames(frames);
    }

    private static void lay(VectorFrames vector, List<ByteBuf> frames) {
        for (int index = 0; index < vector.count(); index++) {
            ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(vector.maxBytes(index));
            ByteBuffer memory = frame.nioBuffer(0, vector.maxBytes(index));
            vector.write(index, memory);
            frames.add(frame.writerIndex(memory.position()));
        }
    }

    private static FloatVector asFloats(int[] exponents) {
        float[] whole = new float[exponents.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = exponents[i];
        }
        return new FloatVector(whole);
    }

    /** Writes them all to a channel, from any thread; they stay whole until the channel has sent them. */
    void send(Channel channel) {
        List<ByteBuf> shared = frames.stream().map(ByteBuf::retainedDuplicate).toList();
        if (channel.eventLoop().inEventLoop()) {
            write(channel, shared);
            return;
        }
        try {
            channel.eventLoop().execute(() -> write(channel, shared));
        } catch (RejectedExecutionException closing) {
            shared.forEach(ByteBuf::release);
        }
    }

    private static void write(Channel channel, List<ByteBuf> frames) {
        frames.forEach(channel::write);
        channel.flush();
    }

    /** Gives the memory back, once every channel has sent them. */
    void release() {
        frames.forEach(ByteBuf::release);
    }
}
