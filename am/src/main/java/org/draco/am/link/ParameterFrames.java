package org.draco.am.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.Frames;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorChunks;

/** A step's parameters as every worker is sent them, in one buffer that all connections share. */
final class ParameterFrames {

    private ParameterFrames() {}

    /**
     * The frames, exponents first.
     *
     * @return a buffer that the caller must release
     */
    static ByteBuf of(long step, float[] parameters, int[] exponents, JobVectors vectors) {
        ByteBuf frames =
                PooledByteBufAllocator.DEFAULT.directBuffer(parameters.length * Float.BYTES);
        vectors.exponents()
                .ifPresent(
                        chunks ->
                                write(
                                        Message.VectorKind.EXPONENTS,
                                        step,
                                        chunks,
                                        asFloats(exponents),
                                        frames));
        write(
                Message.VectorKind.PARAMETERS,
                step,
                vectors.parameters(),
                new FloatVector(parameters),
                frames);
        return frames;
    }

    private static void write(
            Message.VectorKind kind,
            long step,
            VectorChunks chunks,
            NumberVector vector,
            ByteBuf frames) {
        for (int index = 0; index < chunks.count(); index++) {
            byte[] payload = chunks.encode(vector, index);
            frames.writeBytes(Frames.encode(new Message.Chunk(kind, step, 0, index, payload)));
        }
    }

    private static FloatVector asFloats(int[] exponents) {
        float[] whole = new float[exponents.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = exponents[i];
        }
        return new FloatVector(whole);
    }
}
