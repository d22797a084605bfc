package org.draco.bin.study;

import java.util.List;

/**
 * What is to be seen of a step between its decoding and its update. The arrays are only read, and only during the call.
 *
 * @param trainingPoints samples that honest gradients of the steps before were computed of
 * @param losses of the study's batches
 * @param sampled gradients of the study's batches, before any momentum
 * @param honest what honest workers sent, as the rule sees it
 * @param attack what liars sent, as the rule sees it; may be empty
 * @param defense the decoded gradient
 * @param parameters before the update
 * @param acceptance share of attack gradients in what the rule chose, or NaN
 */
public record Observation(
        long trainingPoints,
        List<Float> losses,
        List<float[]> sampled,
        List<float[]> honest,
        List<float[]> attack,
        float[] defense,
        float[] parameters,
        double acceptance) {}
