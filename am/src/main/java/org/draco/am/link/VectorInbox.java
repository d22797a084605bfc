package org.draco.am.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.NumberVector;
import org.draco.codec.wire.JobVectors;
import org.draco.codec.wire.MalformedFrameException;
import org.draco.codec.wire.Message;
import org.draco.codec.wire.VectorAssembly;

/**
 * The vectors that a worker may be sending: those of one step that were asked for, or announced by an answer without
 * digest. Owned by its channel's thread.
 */
final class VectorInbox {

    /**
     * A vector is complete.
     *
     * @param digest of the vector, taken while it came, if the code wants digests first
     * @param askedFor whether the loop has asked for it
     */
    record Arrival(NumberVector vector, Optional<Digest> digest, boolean askedFor) {}

    /** One that is to come; its memory is taken when its first chunk does. */
    private static final class Expected {
        private final boolean askedFor;
        private VectorAssembly assembly;

        Expected(boolean askedFor) {
            this.askedFor = askedFor;
        }
    }

    private static final long NONE = -1;

    private final Map<Integer, Expected> expectedByTask = new HashMap<>();
    private final JobVectors vectors;
    private final SpareVectors spare;
    private final HeldBytes held;
    private long step = NONE;

    VectorInbox(JobVectors vectors, SpareVectors spare, HeldBytes held) {
        this.vectors = vectors;
        this.spare = spare;
        this.held = held;
    }

    /** From now on chunks of this step and task are welcome; what was begun of it, or of another step, is forgotten. */
    void expect(long ofStep, int task, boolean askedFor) {
        if (ofStep != step) {
            clear();
            step = ofStep;
        }
        forget(expectedByTask.put(task, new Expected(askedFor)));
    }

    /**
     * Takes a chunk.
     *
     * @return the vector, if it is complete now
     * @throws MalformedFrameException if no such chunk was to come
     */
    Optional<Arrival> add(Message.Chunk chunk) throws MalformedFrameException {
        Expected expected = expectedByTask.get(chunk.task());
        if (chunk.step() != step || expected == null) {
            throw new MalformedFrameException(
                    2,
                    expectedByTask.isEmpty()
                            ? "no vector, none was asked for"
                            : "a vector of step %d, tasks %s"
                                    .formatted(step, expectedByTask.keySet()),
                    "step %d, task %d".formatted(chunk.step(), chunk.task()));
        }
        if (expected.assembly == null) {
            expected.assembly = vectors.newAnswer(step, spare.take());
            held.add(vectors.answers().vectorBytes());
        }
        if (!expected.assembly.add(chunk)) {
            return Optional.empty();
        }
        forget(expectedByTask.remove(chunk.task()));
        return Optional.of(
                new Arrival(
                        expected.assembly.vector(), expected.assembly.digest(), expected.askedFor));
    }

    /** From now on no chunk is welcome. */
    void clear() {
        expectedByTask.values().forEach(this::forget);
        expectedByTask.clear();
    }

    private void forget(Expected expected) {
        if (expected != null && expected.assembly != null) {
            held.add(-vectors.answers().vectorBytes());
        }
    }
}
