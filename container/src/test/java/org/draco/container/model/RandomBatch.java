package org.draco.container.model;

import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;

/** Batches of noise with labels that are random too: no symmetry, and no two values of a pooling window are equal. */
final class RandomBatch {

    private RandomBatch() {}

    static Batch of(InputShape shape, int classes, int samples, long seed) {
        StepRandom random = new StepRandom(seed, "random batch");
        float[] features = new float[samples * shape.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = random.nextInt(classes);
        }
        return new Batch(features, labels, shape.channels(), shape.height(), shape.width());
    }
}
