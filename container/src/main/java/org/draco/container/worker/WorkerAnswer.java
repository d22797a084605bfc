package org.draco.container.worker;

import java.util.Optional;
import org.draco.codec.code.Digest;
import org.draco.codec.vector.NumberVector;

/**
 * What a worker has to say about a task of a step.
 *
 * @param step from 0
 * @param task which one
 * @param vector true or not; nobody changes it any more
 * @param loss mean loss over its samples
 * @param computeNanos what the gradients took
 * @param saturated how many components were too large for the fixed point
 * @param digest of the vector, if the code wants digests first
 */
public record WorkerAnswer(
        long step,
        int task,
        NumberVector vector,
        float loss,
        long computeNanos,
        long saturated,
        Optional<Digest> digest) {}
