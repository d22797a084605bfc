package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.draco.codec.vector.NumberVector;

/** Chunks' payloads as arrays, for tests that change them. */
public final class Payloads {

    private Payloads() {}

    /** The payload of one chunk. */
    public static byte[] of(VectorChunks chunks, NumberVector vector, int index) {
        ByteBuffer target = ByteBuffer.allocate(chunks.maxPayloadBytes(index));
        chunks.encode(vector, index, chunks.ways().get(0), target);
        return Arrays.copyOf(target.array(), target.position());
    }

    /** As {@link VectorChunks#decode}. */
    static void decode(VectorChunks chunks, byte[] payload, int index, NumberVector vector)
            throws MalformedFrameException {
        chunks.decode(ByteBuffer.wrap(payload), index, vector);
    }

    /** A chunk with this payload. */
    public static Message.Chunk chunk(
            Message.VectorKind kind, long step, int task, int index, byte[] payload) {
        return new Message.Chunk(kind, step, task, index, ByteBuffer.wrap(payload));
    }
}
