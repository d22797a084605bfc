package org.draco.container.evaluate;

import java.io.IOException;
import org.draco.container.data.Batch;
import org.draco.container.data.BatchReader;
import org.draco.container.model.BatchScore;
import org.draco.container.model.GradientModel;
import org.draco.container.model.Guesses;
import org.draco.layout.file.PatientStorage;

/** The samples that a model is judged by: all of them, in their order, batch by batch. */
public final class TestSet {

    private final BatchReader samples;
    private final int batchSize;
    private final PatientStorage storage;

    /**
     * @param samples at least one
     * @param batchSize how many are scored at once; the last batch may be smaller. It decides how much memory is taken,
     *     and no more than the last digits of the loss
     * @param storage where samples are first copied from
     */
    public TestSet(BatchReader samples, int batchSize, PatientStorage storage) {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "evaluation batch size: expected at least 1, found " + batchSize);
        }
        if (samples.count() < 1) {
            throw new IllegalArgumentException(
                    "test set: expected at least one sample, found none");
        }
        this.samples = samples;
        this.batchSize = batchSize;
        this.storage = storage;
    }

    /**
     * How a model with these parameters does on the whole test set.
     *
     * @throws IOException if samples cannot be read for longer than the storage is waited for
     */
    public BatchScore score(GradientModel model, float[] parameters) throws IOException {
        return score(model, parameters, Guesses.UNHEARD);
    }

    /** As {@link #score(GradientModel, float[])}, and tells what each sample was taken for, in their order. */
    public BatchScore score(GradientModel model, float[] parameters, Guesses guesses)
            throws IOException {
        BatchScore score = BatchScore.NONE;
        for (int from = 0; from < samples.count(); from += batchSize) {
            int[] indices = new int[Math.min(batchSize, samples.count() - from)];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = from + i;
            }
            Batch batch = storage.read("the test set", () -> samples.read(indices));
            score = score.plus(model.score(parameters, batch, guesses));
        }
        return score;
    }
}
