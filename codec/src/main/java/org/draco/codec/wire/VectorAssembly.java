package org.draco.codec.wire;

import java.util.BitSet;
import org.draco.codec.vector.NumberVector;

/**
 * Puts one vector together from its chunks, in whatever order they come, each once.
 *
 * <p>Owned by one thread. Its memory is one vector, taken when it is made.
 */
public final class VectorAssembly {

    private final VectorChunks chunks;
    private final long step;
    private final NumberVector vector;
    private final BitSet here = new BitSet();

    /**
     * @param chunks how the vector is cut
     * @param step the step whose vector this is
     */
    public VectorAssembly(VectorChunks chunks, long step) {
        this.chunks = chunks;
        this.step = step;
        this.vector = chunks.newVector();
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
        return isComplete();
    }

    /** Whether all chunks are here. */
    public boolean isComplete() {
        return here.cardinality() == chunks.count();
    }

    /** The vector itself, not a copy; meaningful once it is complete. */
    public NumberVector vector() {
        return vector;
    }
}
