package org.draco.container.worker;

import java.util.Optional;
import org.draco.codec.code.Digest;

/**
 * What a worker has to say about a step.
 *
 * @param step from 0
 * @param gradient d components, true or not; nobody changes it any more
 * @param loss mean loss over its samples
 * @param computeNanos what the gradient took
 * @param digest of the gradient, if the code wants digests first
 */
public record WorkerAnswer(
        long step, float[] gradient, float loss, long computeNanos, Optional<Digest> digest) {}
