package org.draco.codec.wire;

import java.nio.ByteBuffer;
import org.draco.codec.vector.NumberVector;

/**
 * A vector as the frames of its chunks, each laid out where it is to be sent from: between the numbers and the network there is no other copy, but
 * where they are compressed.
 *
 * @param kind which vector it is
 * @param step that it belongs to
 * @param task of an answer, which task; else 0
 * @param chunks how it is cut
 * @param vector of the chunks' type and length; only read
 * @param way how they travel: one of the chunks' ways
 */
public record VectorFrames(
        Message.VectorKind kind,
        long step,
        int task,
        VectorChunks chunks,
        NumberVector vector,
        Compression way) {

    /** Frames that travel in the first of the chunks' ways. */
    public VectorFrames(
            Message.VectorKind kind,
            long step,
            int task,
            VectorChunks chunks,
            NumberVector vector) {
        this(kind, step, task, chunks, vector, chunks.ways().get(0));
    }

    /** How many there are. */
    public int count() {
        return chunks.count();
    }

    /** The most bytes that frame {@code index} takes, its length field included. */
    public int maxBytes(int index) {
        return Frames.LENGTH_BYTES + Frames.CHUNK_HEADER_BYTES + chunks.maxPayloadBytes(index);
    }

    /** Lays out frame {@code index}, its length field included, from the target's position on, which moves past it. */
    public void write(int index, ByteBuffer target) {
        int start = target.position();
        target.position(start + Frames.LENGTH_BYTES);
        Frames.putChunkHeader(target, kind, step, task, index);
        chunks.encode(vector, index, way, target);
        target.putInt(start, target.position() - start - Frames.LENGTH_BYTES);
    }
}
