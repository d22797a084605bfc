package org.draco.codec.wire;

import java.util.BitSet;
import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.FloatVector;
import org.draco.codec.vector.NumberVector;

/**
 * Puts one vector together from its chunks, in whatever order they come, each once, and takes its digest meanwhile if it is wanted.
 *
 * <p>Owned by one thread. Its memory is one vector, new or handed in when it is made.
 */
public final class VectorAssembly {

    private final VectorChunks chunks;
    private final long step;
    private final NumberVector vector;
    private final Optional<Digest.Taking> taking;
    private final BitSet here = new BitSet();
    private int digested;

    /**
     * A new vector without digest.
     *
     * @param chunks how the vector is cut
     * @param step the step whose vector this is
     */
    public VectorAssembly(VectorChunks chunks, long step) {
        this(chunks, step, chunks.newVector());
    }

    /**
     * A vector without digest in this memory.
     *
     * @param chunks how the vector is cut
     * @param step the step whose vector this is
     * @param vector of the chunks' type and length; all of it is overwritten before the vector is complete
     */
    public VectorAssembly(VectorChunks chunks, long step, NumberVector vector) {
        this(chunks, step, vector, Optional.empty());
    }

    private VectorAssembly(
            VectorChunks chunks, long step, NumberVector vector, Optional<Digest.Taking> taking) {
        this.chunks = chunks;
        this.step = step;
        this.vector = vector;
        this.taking = taking;
    }

    /**
     * A vector whose digest is taken while it comes: of each chunk when those before it are there.
     *
     * @param chunks how a vector of floats is cut
     * @param step the step whose vector this is
     * @param vector of this length; all of it is overwritten before the vector is complete
     */
    static VectorAssembly digested(VectorChunks chunks, long step, NumberVector vector) {
        return new VectorAssembly(chunks, step, vector, Optional.of(new Digest.Taking()));
    }

    /** The step whose vector this is. */
    public long step() {
        return step;
    }

    /**
     * Takes a chunk.
     *
     * @return whether the vector is complete now
     * @throws MalformedFrameException if the chunk is of another step, was here already, or is not what it should be
     */
    public boolean add(Message.Chunk chunk) throws MalformedFrameException {
        if (chunk.step() != step) {
            throw new MalformedFrameException(2, "a chunk of step " + step, "step " + chunk.step());
        }
        if (here.get(chunk.index())) {
            throw new MalformedFrameException(
                    14, "each chunk once", "chunk " + chunk.index() + " again");
        }
        chunks.decode(chunk.payload(), chunk.index(), vector);
        here.set(chunk.index());
        taking.ifPresent(this::digestWhatFollows);
        return isComplete();
    }

    private void digestWhatFollows(Digest.Taking digest) {
        float[] floats = ((FloatVector) vector).values();
        for (; here.get(digested); digested++) {
            digest.add(floats, chunks.start(digested), chunks.length(digested));
        }
    }

    /** Whether all chunks are here. */
    public boolean isComplete() {
        return here.cardinality() == chunks.count();
    }

    /** The vector itself, not a copy; meaningful once it is complete. */
    public NumberVector vector() {
        return vector;
    }

    /** The digest of the vector, if it was taken; asked for once, when the vector is complete. */
    public Optional<Digest> digest() {
        return taking.map(Digest.Taking::digest);
    }
}
