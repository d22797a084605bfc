package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.draco.container.data.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks with batch normalisation and dropout: what the plain contract cannot ask of them. */
class StatisticsTest {

    private static final InputShape INPUT = new InputShape(3, 8, 8);
    private static final int CLASSES = 4;

    private static GradientModel create(Network network, long seed) {
        return network.create(INPUT, CLASSES, ModelOptions.seeded(seed));
    }

    static Stream<Network> networks() {
        return Stream.of(
                ConvolutionChain.empire(),
                ConvolutionChain.vggOfWidth(4, 0, 1, 1, 2),
                new ResidualNetwork(
                        0, new ResidualNetwork.Blocks(4, new int[] {1, 2}, false, false)));
    }

    private static Batch batch(int samples, long seed) {
        return RandomBatch.of(INPUT, CLASSES, samples, seed);
    }

    private static float[] gradient(
            GradientModel model, float[] parameters, Batch batch, long draw) {
        float[] gradient = new float[model.dimension()];
        model.gradient(parameters, batch, draw, gradient);
        return gradient;
    }

    /**
     * Three steps that subtract the statistics part as it is: mean and variance are then 0.9^3 of the start and 0.1 x 0.9^(2-k) of
     * the k-th batch's, which are computed in double from what goes into the first normalisation.
     */
    @Test
    void subtractingTheStatisticsPartMakesTheExponentialAverage() {
        Architecture network =
                new ResidualNetwork(0, new ResidualNetwork.Blocks(4, new int[] {1}, false, false));
        GradientModel model = create(network, 1);
        float[] parameters = model.initialParameters();
        Computation layers = network.layers(INPUT, new OneOfMany(CLASSES, 0), Purpose.KEEPING);
        double[] expected = {0, 0, 0, 0, 1, 1, 1, 1};
        int from = new PlainNetwork(layers, parameters, true).statistics("stem-norm");
        for (int step = 0; step < 3; step++) {
            Batch batch = batch(6, step);
            PlainNetwork net = new PlainNetwork(layers, parameters, true);
            var values = net.convolution("stem", net.input(batch), 3, 4, 1, false);
            for (int channel = 0; channel < 4; channel++) {
                double[] seen = channel(values, channel);
                double mean = Arrays.stream(seen).average().orElseThrow();
                double variance =
                        Arrays.stream(seen)
                                .map(x -> (x - mean) * (x - mean))
                                .average()
                                .orElseThrow();
                expected[channel] = 0.9 * expected[channel] + 0.1 * mean;
                expected[4 + channel] = 0.9 * expected[4 + channel] + 0.1 * variance;
            }
            float[] gradient = gradient(model, parameters, batch, step);
            for (int i = model.trainable(); i < parameters.length; i++) {
                parameters[i] -= gradient[i];
            }
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(expected[i], parameters[from + i], 1e-6, "statistic " + i);
        }
    }

    private static double[] channel(PlainNetwork.Values values, int channel) {
        List<Double> seen = new ArrayList<>();
        for (int sample = 0; sample < values.samples; sample++) {
            for (int i = 0; i < values.rows * values.columns; i++) {
                seen.add(values.at[values.place(sample, channel, 0, 0) + i]);
            }
        }
        return seen.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theScoreGoesByTheStatisticsAndTheGradientDoesNot(Network network) {
        GradientModel model = create(network, 2);
        float[] parameters = model.initialParameters();
        float[] moved = parameters.clone();
        for (int i = model.trainable(); i < moved.length; i++) {
            moved[i] += 0.25f;
        }
        Batch batch = batch(5, 1);
        assertNotEquals(model.score(parameters, batch), model.score(moved, batch));
        float[] one = gradient(model, parameters, batch, 3);
        float[] other = gradient(model, moved, batch, 3);
        assertArrayEquals(
                Arrays.copyOf(one, model.trainable()), Arrays.copyOf(other, model.trainable()));
    }

    @Test
    void theDrawDecidesDropout() {
        GradientModel model = create(ConvolutionChain.empire(), 3);
        float[] parameters = model.initialParameters();
        float[] one = gradient(model, parameters, batch(5, 1), 1);
        assertArrayEquals(one, gradient(model, parameters, batch(5, 1), 1));
        assertFalse(Arrays.equals(one, gradient(model, parameters, batch(5, 1), 2)));
        assertFalse(Arrays.equals(one, gradient(model, parameters, batch(5, 1), 1L + (1L << 32))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientIsTheSameToTheBitWhateverElseWasComputedInWhateverThread(Network network)
            throws Exception {
        GradientModel model = create(network, 4);
        float[] parameters = model.initialParameters();
        Batch batch = batch(5, 1);
        float[] expected = gradient(model, parameters, batch, 7);
        Nd4j.getRandom().nextGaussian();
        gradient(model, parameters, batch(3, 2), 8);
        model.score(parameters, batch(2, 3));
        assertArrayEquals(expected, gradient(model, parameters, batch, 7));

        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                int other = thread;
                all.add(
                        threads.submit(
                                () -> {
                                    GradientModel own = create(network, other);
                                    for (int i = 0; i < 4; i++) {
                                        gradient(own, parameters, batch(2 + other, i), i);
                                        assertArrayEquals(
                                                expected, gradient(own, parameters, batch, 7));
                                    }
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theSavedZipAnswersAsTheModelDoes(Network network) throws IOException {
        GradientModel model = create(network, 5);
        float[] parameters = model.initialParameters();
        for (int i = 0; i < 3; i++) {
            float[] gradient = gradient(model, parameters, batch(6, i), i);
            for (int j = 0; j < parameters.length; j++) {
                parameters[j] -= (j < model.trainable() ? 0.1f : 1) * gradient[j];
            }
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        model.save(parameters, zip);
        Batch batch = batch(6, 9);
        INDArray features = Nd4j.create(batch.features(), 6, 3, 8, 8);
        INDArray outputs = outputs(zip.toByteArray(), network, features);
        float[] probabilities = outputs.dup('c').data().asFloat();
        BatchScore saved =
                new OneOfMany(CLASSES, 0).score(probabilities, batch.labels(), Guesses.UNHEARD);
        BatchScore own = model.score(parameters, batch);
        assertEquals(saved.correct(), own.correct());
        // Dense layers round differently here and there.
        assertEquals(saved.lossSum(), own.lossSum(), 1e-6 * saved.lossSum());
    }

    private static INDArray outputs(byte[] zip, Network network, INDArray features)
            throws IOException {
        if (network instanceof ResidualNetwork) {
            ComputationGraph graph =
                    ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip), false);
            return graph.outputSingle(features);
        }
        MultiLayerNetwork chain =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false);
        return chain.output(features);
    }

    /** Means, variances and shifts of 0 and 1, scales of 1, and the dense layer even in its bound. */
    @Test
    void startsAsPytorchDoes() {
        Architecture network =
                new ResidualNetwork(0, new ResidualNetwork.Blocks(4, new int[] {1}, false, false));
        float[] start = create(network, 6).initialParameters();
        PlainNetwork places =
                new PlainNetwork(
                        network.layers(INPUT, new OneOfMany(CLASSES, 0), Purpose.KEEPING),
                        start,
                        true);
        float[] scaleAndShift = {1, 1, 1, 1, 0, 0, 0, 0};
        int norm = places.start("stage1-block1-2-norm");
        assertArrayEquals(scaleAndShift, Arrays.copyOfRange(start, norm, norm + 8));
        float[] meanAndVariance = {0, 0, 0, 0, 1, 1, 1, 1};
        int running = places.statistics("stage1-block1-2-norm");
        assertArrayEquals(meanAndVariance, Arrays.copyOfRange(start, running, running + 8));
        int dense = places.start("output");
        float[] weights = Arrays.copyOfRange(start, dense, dense + 5 * CLASSES);
        double largest = GradientModelContract.largest(GradientModelContract.toDoubles(weights));
        assertEquals(0.5, largest, 0.1, "bound 1 / sqrt(4), the largest of twenty even draws");
    }
}
