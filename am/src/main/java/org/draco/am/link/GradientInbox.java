package org.draco.am.link;

import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.draco.codec.wire.VectorChunks;

/** The one gradient that a worker may be sending. Owned by its channel's thread. */
final class GradientInbox {

    private static final long NONE = -1;

    private final VectorChunks chunks;
    private long expectedStep = NONE;
    private VectorAssembly assembly;

    GradientInbox(VectorChunks chunks) {
        this.chunks = chunks;
    }

    /** From now on chunks of this step are welcome; what was begun of another is forgotten. */
    void expect(long step) {
        expectedStep = step;
        assembly = null;
    }

    /**
     * Takes a chunk.
     *
     * @return the gradient, if it is complete now; else null
     * @throws MalformedFrameException if no such chunk was to come
     */
    float[] add(Message.Chunk chunk) throws MalformedFrameException {
        if (chunk.step() != expectedStep) {
            throw new MalformedFrameException(
                    2,
                    expectedStep == NONE
                            ? "no gradient, none was asked for"
                            : "a gradient of step " + expectedStep,
                    "step " + chunk.step());
        }
        if (assembly == null) {
            assembly = new VectorAssembly(chunks, expectedStep);
        }
        if (!assembly.add(chunk)) {
            return null;
        }
        float[] gradient = assembly.vector();
        expectedStep = NONE;
        assembly = null;
        return gradient;
    }
}
