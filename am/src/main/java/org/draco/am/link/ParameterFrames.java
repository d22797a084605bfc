package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.wire.Compression;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;
import org.draco.codec.wire.VectorFrames;

/**
 * A step's parameters as every worker is sent them: encoded once, in memory that all connections share, frame behind frame in pieces of {@value #PIECE_BYTES}
 * bytes: all of them together may be more than one buffer holds, and a buffer for each would be a quarter larger than its frame.
 */
final class ParameterFrames {

    /** Before the first step. */
    static final ParameterFrames NONE = new ParameterFrames(List.of());

    /** What Netty's allocator takes from the system at once. */
    private static final int PIECE_BYTES = 1 << 22;

    private final List<ByteBuf> pieces;

    private ParameterFrames(List<ByteBuf> pieces) {
        this.pieces = pieces;
    }

    /**
     * The frames, exponents first; the caller's to {@link #release}.
     *
     * @param way how they travel, and the answers: its place in the parameters' {@link VectorChunks#ways}
     * @param memory where they are laid
     */
    static ParameterFrames of(
            long step,
            float[] parameters,
            int[] exponents,
            JobVectors vectors,
            int way,
            FrameMemory memory) {
        List<ByteBuf> pieces = new ArrayList<>();
        if (vectors.parameters().ways().size() > 1) {
            pieces.add(Unpooled.wrappedBuffer(Frames.encode(new Message.Way(way))));
        }
        Compression compression = vectors.parameters().ways().get(way);
        vectors.exponents()
                .ifPresent(
                        chunks ->
                                lay(
                                        new VectorFrames(
                                                Message.VectorKind.EXPONENTS,
                                                step,
                                                0,
                                                chunks,
                                                asFloats(exponents),
                                                compression),
                                        memory,
                                        pieces));
        lay(
                new VectorFrames(
                        Message.VectorKind.PARAMETERS,
                        step,
                        0,
                        vectors.parameters(),
                        new FloatVector(parameters),
                        compression),
                memory,
                pieces);
        memory.giveBackSpare();
        return new ParameterFrames(pieces);
    }

    private static void lay(VectorFrames vector, FrameMemory memory, List<ByteBuf> pieces) {
        int index = 0;
        while (index < vector.count()) {
            long left = (long) (vector.count() - index) * vector.maxBytes(index);
            int size = (int) Math.max(vector.maxBytes(index), Math.min(PIECE_BYTES, left));
            ByteBuf piece = memory.take(size);
            ByteBuffer frames = piece.nioBuffer(0, size);
            while (index < vector.count() && frames.remaining() >= vector.maxBytes(index)) {
                vector.write(index, frames);
                index++;
            }
            pieces.add(piece.writerIndex(frames.position()));
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
        List<ByteBuf> shared = pieces.stream().map(ByteBuf::retainedDuplicate).toList();
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

    private static void write(Channel channel, List<ByteBuf> pieces) {
        pieces.forEach(channel::write);
        channel.flush();
    }

    /** Gives the memory back, once every channel has sent them. */
    void release() {
        pieces.forEach(ByteBuf::release);
    }
}
