package org.draco.container.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;
import org.draco.container.data.BatchReader;
import org.draco.container.data.BatchSampler;
import org.draco.container.data.ListedSamples;
import org.draco.container.data.Normalisation;
import org.draco.container.data.StreamSampler;
import org.draco.container.model.BatchScore;
import org.draco.container.model.GradientModel;
import org.draco.container.model.Guesses;
import org.junit.jupiter.api.Test;

/** Gradients of the batches that the sampler assigns. */
class ModelGradientsTest {

    /**
     * A model of ten classes whose gradient is its parameter plus the mean of the labels, and at last the draw; its loss is
     * the number of samples.
     */
    private static final class LabelModel implements GradientModel {

        @Override
        public int dimension() {
            return 2;
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
            return new float[] {100, 0};
        }

        @Override
        public float gradient(float[] parameters, Batch batch, long draw, float[] gradient) {
            gradient[1] = draw;
            gradient[0] = parameters[0];
            for (int label : batch.labels()) {
                gradient[0] += (float) label / batch.size();
            }
            return batch.size();
        }

        @Override
        public BatchScore score(float[] parameters, Batch batch, Guesses guesses) {
            throw new AssertionError("a worker scores nothing");
        }

        @Override
        public void save(float[] parameters, OutputStream zip) {
            throw new AssertionError("a worker saves nothing");
        }
    }

    private static final long SEED = 7;

    private final BatchSampler sampler = new StreamSampler(SEED, 20, 4, 3);
    private long nanos;

    private ModelGradients gradients() {
        return gradients(LocalSteps.PLAIN);
    }

    private ModelGradients gradients(LocalSteps local) {
        ListedSamples samples = new ListedSamples(1);
        for (int i = 0; i < 20; i++) {
            samples.add(i / 2, new byte[1]);
        }
        BatchReader reader = new BatchReader(samples, 1, 1, 1, Normalisation.of("digits", 1));
        return new ModelGradients(SEED, new LabelModel(), sampler, reader, local, () -> nanos += 5);
    }

    private float meanLabel(long step, int batch) {
        float sum = 0;
        for (int index : sampler.indices(step, batch)) {
            sum += index / 2;
        }
        return sum / 4;
    }

    @Test
    void areThoseOfTheBatchsSamplesAtTheParameters() {
        ModelGradients gradients = gradients();
        for (int batch = 0; batch < 3; batch++) {
            BatchGradients.BatchGradient found = gradients.of(2, batch, new float[] {1000, 0});
            assertEquals(1000 + meanLabel(2, batch), found.gradient()[0], 1e-3);
            assertEquals(4, found.loss());
            assertEquals(5, found.computeNanos());
        }
    }

    /** By hand: each step on its half of the samples, from where the one before has led; shaped, and summed. */
    @Test
    void localStepsAddUpTheGradientsThatTheyDescendBy() {
        GradientShape clipped = new GradientShape(0, 0, 512);
        int[] indices = sampler.indices(2, 1);
        float first = Math.min(512, 400 + (indices[0] / 2 + indices[1] / 2) / 2f);
        float at = 400 - 0.25f * first;
        float second = Math.min(512, at + (indices[2] / 2 + indices[3] / 2) / 2f);
        BatchGradients.BatchGradient found =
                gradients(new LocalSteps(2, clipped, step -> step == 2 ? 0.25 : 99))
                        .of(2, 1, new float[] {400, 0});
        assertEquals(first + second, found.gradient()[0], 1e-3);
        assertEquals(2, found.loss(), "the mean of two halves of two samples each");
        StepRandom draws = new StepRandom(SEED, "dropout", 2, 1);
        assertEquals(
                (float) draws.nextLong() + (float) draws.nextLong(),
                found.gradient()[1],
                "statistics are summed and neither clipped nor moved by the rate");
        assertEquals(
                300,
                gradients(new LocalSteps(1, new GradientShape(0, 0, 300), step -> 1))
                        .of(2, 1, new float[] {400, 0})
                        .gradient()[0],
                1e-3);
    }

    @Test
    void withFlippedLabelsAreOfTheSameSamples() {
        ModelGradients gradients = gradients();
        for (int batch = 0; batch < 3; batch++) {
            float[] flipped = gradients.flipped(2, batch, new float[] {1000, 0}).gradient();
            assertEquals(1000 + 9 - meanLabel(2, batch), flipped[0], 1e-3);
        }
    }

    @Test
    void drawAnewInEveryStepAndBatchAndTheSameForFlippedLabels() {
        ModelGradients gradients = gradients();
        float[] parameters = {1000, 0};
        Set<Float> draws = new HashSet<>();
        for (long step = 0; step < 2; step++) {
            for (int batch = 0; batch < 3; batch++) {
                float draw = gradients.of(step, batch, parameters).gradient()[1];
                assertEquals(draw, gradients().of(step, batch, parameters).gradient()[1]);
                assertEquals(draw, gradients.flipped(step, batch, parameters).gradient()[1]);
                draws.add(draw);
            }
        }
        assertEquals(6, draws.size(), draws.toString());
    }

    @Test
    void knowTheirModelsSizeAndStart() {
        assertEquals(2, gradients().dimension());
        assertEquals(1, gradients().trainable());
        assertArrayEquals(new float[] {100, 0}, gradients().initialParameters());
    }
}
