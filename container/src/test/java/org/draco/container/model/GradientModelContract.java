package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What every network's model must do; the test of a network extends this. */
abstract class GradientModelContract {

    private static final long SEED = 7;

    private static final long DRAW = 11;

    /** The network under test. */
    abstract Network network();

    /** The shape of the samples that it is shown. */
    InputShape input() {
        return new InputShape(1, 28, 28);
    }

    /** How many classes it is to tell apart. */
    int classes() {
        return 10;
    }

    GradientModel create(long seed) {
        return network().create(input(), classes(), ModelOptions.seeded(seed));
    }

    private final GradientModel model = create(SEED);
    private final float[] parameters = model.initialParameters();

    Batch randomBatch(int samples, long seed) {
        return RandomBatch.of(input(), classes(), samples, seed);
    }

    private float[] gradient(GradientModel of, Batch batch) {
        float[] gradient = new float[of.dimension()];
        of.gradient(parameters, batch, DRAW, gradient);
        return gradient;
    }

    @Test
    void isListedUnderItsName() {
        assertEquals(network().name(), Networks.byName(network().name()).orElseThrow().name());
    }

    @Test
    void knowsItsClasses() {
        assertEquals(classes(), model.classes());
    }

    @Test
    void startsWhereTheSeedSays() {
        assertEquals(model.dimension(), parameters.length);
        assertArrayEquals(parameters, create(SEED).initialParameters());
        assertFalse(Arrays.equals(parameters, create(SEED + 1).initialParameters()));
    }

    @Test
    void startsAtFiniteValuesThatDiffer() {
        long distinct =
                Arrays.stream(toDoubles(parameters))
                        .peek(p -> assertTrue(Double.isFinite(p), "found " + p))
                        .distinct()
                        .count();
        assertTrue(
                distinct > parameters.length * 0.9,
                distinct + " distinct values of " + parameters.length);
    }

    @Test
    void theStartIsTheCallersOwn() {
        model.initialParameters()[0] = 1e9f;
        assertArrayEquals(parameters, model.initialParameters());
    }

    @Test
    void theGradientIsTheSameToTheBitFromCallToCallAndBetweenInstances() {
        Batch batch = randomBatch(5, 1);
        float[] first = gradient(model, batch);
        gradient(model, randomBatch(3, 2));
        model.score(parameters, randomBatch(4, 3));
        assertArrayEquals(first, gradient(model, batch));
        assertArrayEquals(first, gradient(create(SEED + 1), batch));
    }

    @Test
    void theGradientIsTheSameToTheBitInThreadsThatComputeAtOnce() throws Exception {
        Batch batch = randomBatch(5, 1);
        float[] expected = gradient(model, batch);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> task =
                    () -> {
                        GradientModel own = create(SEED);
                        for (int i = 0; i < 5; i++) {
                            assertArrayEquals(expected, gradient(own, batch));
                        }
                        return null;
                    };
            Future<Void> one = threads.submit(task);
            Future<Void> other = threads.submit(task);
            one.get();
            other.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theGradientIsTheMeanOfTheSamplesGradients() {
        Batch batch = randomBatch(3, 4);
        float[] whole = gradient(model, batch);
        double[] mean = new double[whole.length];
        double meanLoss = 0;
        for (int i = 0; i < batch.size(); i++) {
            float[] single = new float[whole.length];
            meanLoss +=
                    model.gradient(parameters, only(batch, i), DRAW, single)
                            / (double) batch.size();
            for (int j = 0; j < mean.length; j++) {
                mean[j] += single[j] / (double) batch.size();
            }
        }
        // Sums in another order: a few units of rounding of the largest, where a forgotten division
        // would be off by 3.
        assertArrayEquals(mean, toDoubles(whole), 1e-5 * largest(mean));
        assertEquals(meanLoss, model.gradient(parameters, batch, DRAW, whole), 1e-5 * meanLoss);
    }

    @Test
    void whatStoodInTheGradientArrayDoesNotMatter() {
        Batch batch = randomBatch(2, 5);
        float[] used = new float[model.dimension()];
        Arrays.fill(used, Float.NaN);
        model.gradient(parameters, batch, DRAW, used);
        assertArrayEquals(gradient(model, batch), used);
    }

    @Test
    void leavesParametersAndBatchUntouched() {
        Batch batch = randomBatch(2, 6);
        float[] given = parameters.clone();
        gradient(model, batch);
        model.score(parameters, batch);
        assertArrayEquals(given, parameters);
        assertArrayEquals(randomBatch(2, 6).features(), batch.features());
        assertArrayEquals(randomBatch(2, 6).labels(), batch.labels());
    }

    @Test
    void aStepAgainstTheGradientLowersTheLossAsMuchAsTheGradientPromises() {
        Batch batch = randomBatch(8, 7);
        float[] gradient = new float[model.dimension()];
        double before = model.gradient(parameters, batch, DRAW, gradient);
        double squared = 0;
        for (float g : gradient) {
            squared += (double) g * g;
        }
        double rate = 0.01 / squared;
        float[] moved = parameters.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= (float) (rate * gradient[i]);
        }
        double gained = before - model.gradient(moved, batch, DRAW, gradient);
        assertEquals(0.01, gained, 0.002);
    }

    @Test
    void theScoreIsThatOfTheGradientSummedOverTheBatch() {
        Batch batch = randomBatch(6, 8);
        BatchScore score = model.score(parameters, batch);
        double meanLoss = model.gradient(parameters, batch, DRAW, new float[model.dimension()]);
        assertEquals(meanLoss, score.meanLoss(), 1e-5 * meanLoss);
        assertEquals(6, score.samples());
    }

    @Test
    void countsTheSamplesWhoseLabelIsTheMostProbable() {
        Batch batch = randomBatch(1, 9);
        int right = 0;
        for (int label = 0; label < classes(); label++) {
            InputShape shape = input();
            Batch relabelled =
                    new Batch(
                            batch.features(),
                            new int[] {label},
                            shape.channels(),
                            shape.height(),
                            shape.width());
            right += model.score(parameters, relabelled).correct();
        }
        assertEquals(1, right, "exactly one label is the most probable one");
    }

    @Test
    void divergedParametersGiveNoRightAnswerAndNoFiniteLoss() {
        float[] diverged = parameters.clone();
        Arrays.fill(diverged, Float.NaN);
        Batch batch = randomBatch(4, 10);
        BatchScore score = model.score(diverged, batch);
        assertEquals(0, score.correct());
        assertTrue(Double.isNaN(score.lossSum()), "found " + score.lossSum());
        assertFalse(
                Float.isFinite(
                        model.gradient(diverged, batch, DRAW, new float[model.dimension()])));
    }

    @Test
    void theSavedZipIsReadBackByDeeplearning4j() throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream watched =
                new FilterOutputStream(bytes) {
                    @Override
                    public void write(byte[] b, int from, int length) throws IOException {
                        out.write(b, from, length);
                    }

                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        model.save(parameters, watched);
        assertFalse(closed[0], "the stream is the caller's to close");

        MultiLayerNetwork loaded =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(bytes.toByteArray()), false);
        assertArrayEquals(parameters, loaded.params().toFloatVector());
        Batch batch = randomBatch(1, 11);
        InputShape shape = input();
        INDArray outputs =
                loaded.output(
                        Nd4j.create(
                                batch.features(),
                                1,
                                shape.channels(),
                                shape.height(),
                                shape.width()));
        int predicted =
                outputs.length() == 1
                        ? (int) Math.round(outputs.getDouble(0))
                        : outputs.argMax(1).getInt(0);
        Batch labelled =
                new Batch(
                        batch.features(),
                        new int[] {predicted},
                        shape.channels(),
                        shape.height(),
                        shape.width());
        assertEquals(1, model.score(parameters, labelled).correct());
    }

    @Test
    void refusesVectorsOfAnotherLengthAndSaysBoth() {
        Batch batch = randomBatch(1, 12);
        float[] right = new float[model.dimension()];
        float[] wrong = new float[model.dimension() - 1];
        assertNames(
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.gradient(wrong, batch, DRAW, right)),
                wrong,
                "parameters");
        assertNames(
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.gradient(right, batch, DRAW, wrong)),
                wrong,
                "gradient");
        assertNames(
                assertThrows(IllegalArgumentException.class, () -> model.score(wrong, batch)),
                wrong,
                "parameters");
        assertNames(
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.save(wrong, OutputStream.nullOutputStream())),
                wrong,
                "parameters");
    }

    private void assertNames(IllegalArgumentException refusal, float[] wrong, String what) {
        String message = refusal.getMessage();
        assertTrue(message.startsWith(what), message);
        assertTrue(message.contains("expected " + model.dimension()), message);
        assertTrue(message.contains("found " + wrong.length), message);
    }

    @Test
    void refusesSamplesOfAnotherShapeAndLabelsThatAreNoClass() {
        InputShape shape = input();
        Batch wide =
                new Batch(
                        new float[shape.size() * 2],
                        new int[1],
                        shape.channels(),
                        shape.height(),
                        shape.width() * 2);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> model.score(parameters, wide));
        assertTrue(refusal.getMessage().contains(shape.toString()), refusal.getMessage());
        for (int label : new int[] {-1, classes()}) {
            Batch mislabelled =
                    new Batch(
                            new float[shape.size()],
                            new int[] {label},
                            shape.channels(),
                            shape.height(),
                            shape.width());
            refusal =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> model.score(parameters, mislabelled));
            assertTrue(refusal.getMessage().contains("found " + label), refusal.getMessage());
        }
    }

    static Batch only(Batch batch, int index) {
        int size = batch.features().length / batch.size();
        return new Batch(
                Arrays.copyOfRange(batch.features(), index * size, (index + 1) * size),
                new int[] {batch.labels()[index]},
                batch.channels(),
                batch.height(),
                batch.width());
    }

    static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
