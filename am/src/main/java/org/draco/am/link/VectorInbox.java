package org.draco.am.link;

import java.util.HashMap;
import java.util.Map;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;
import org.draco.codec.wire.VectorChunks;

/**
 * The vectors that a worker may be sending: those of one step that were asked for, or announced by an answer without
 * digest. Owned by its channel's thread.
 */
final class VectorInbox {

    private static final long NONE = -1;

    /** Tasks of the expected step; a value is made when the first chunk comes. */
    private final Map<Integer, VectorAssembly> expected = new HashMap<>();

    private final VectorChunks chunks;
    private long step = NONE;

    VectorInbox(VectorChunks chunks) {
        this.chunks = chunks;
    }

    /** From now on chunks of this step and task are welcome; what was begun of it, or of another step, is forgotten. */
    void expect(long ofStep, int task) {
        if (ofStep != step) {
            expected.clear();
            step = ofStep;
        }
        expected.put(task, null);
    }

    /**
     * Takes a chunk.
     *
     * @return the vector, if it is complete now; else null
     * @throws MalformedFrameException if no such chunk was to come
     */
    NumberVector add(Message.Chunk chunk) throws MalformedFrameException {
        if (chunk.step() != step || !expected.containsKey(chunk.task())) {
            throw new MalformedFrameException(
                    2,
                    expected.isEmpty()
                            ? "no vector, none was asked for"
                            : "a vector of step %d, tasks %s".formatted(step, expected.keySet()),
                    "step %d, task %d".formatted(chunk.step(), chunk.task()));
        }
        VectorAssembly assembly =
                expected.computeIfAbsent(chunk.task(), task -> new VectorAssembly(chunks, step));
        if (!assembly.add(chunk)) {
            return null;
        }
        expected.remove(chunk.task());
        return assembly.vector();
    }
}
