package org.draco.container.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.draco.container.data.Batch;
import org.draco.container.model.BatchScore;
import org.draco.container.model.GradientModel;
import org.draco.container.model.Guesses;

/**
 * A model with one parameter, the class that it takes every sample for. The loss of a sample is how far that is from its
 * label, and so is the rank of its label; so all figures of a test set are known by counting.
 */
final class OneClassModel implements GradientModel {

    /** How many samples the largest batch had that was scored. */
    int largestBatch;

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public int trainable() {
        return 1;
    }

    @Override
    public int classes() {
        return 10;
    }

    @Override
    public float[] initialParameters() {
        return new float[] {4};
    }

    @Override
    public float gradient(float[] parameters, Batch batch, long draw, float[] gradient) {
        throw new AssertionError("an evaluator needs no gradient");
    }

    @Override
    public BatchScore score(float[] parameters, Batch batch, Guesses guesses) {
        largestBatch = Math.max(largestBatch, batch.size());
        double loss = 0;
        int correct = 0;
        for (int label : batch.labels()) {
            loss += Math.abs(label - parameters[0]);
            correct += label == parameters[0] ? 1 : 0;
            guesses.guessed(label, (int) parameters[0], Math.abs(label - (int) parameters[0]));
        }
        return new BatchScore(loss, correct, batch.size());
    }

    @Override
    public void save(float[] parameters, OutputStream zip) throws IOException {
        zip.write(("class " + parameters[0]).getBytes(StandardCharsets.UTF_8));
    }
}
