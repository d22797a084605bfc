package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.draco.codec.seed.StepRandom;
import org.draco.container.data.Batch;
import org.draco.container.model.PlainNetwork.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;

/** Every kind of block, in networks small enough for plain Java: loss, gradient and statistics by the second opinion. */
class SecondOpinionTest {

    private static final int CLASSES = 3;
    private static final long DRAW = 17;

    /** Draws a network once more; gives what goes into softmax. */
    private interface Drawing {
        Values draw(PlainNetwork net, Values input, Masks masks);
    }

    /** The factors of one dropout layer after the other. */
    private interface Masks {
        float[] next(double probability, long... shape);
    }

    private record Case(Architecture network, InputShape input, Drawing drawing) {

        GradientModel model(long seed) {
            return network.create(input, CLASSES, ModelOptions.seeded(seed));
        }

        Computation layers() {
            return network.layers(input, new OneOfMany(CLASSES, 0), Purpose.KEEPING);
        }

        @Override
        public String toString() {
            return network.name();
        }
    }

    static Stream<Case> networks() {
        return Stream.of(
                new Case(plain(), new InputShape(3, 7, 6), SecondOpinionTest::plainBlocks),
                new Case(bottleneck(), new InputShape(2, 5, 5), SecondOpinionTest::bottlenecks),
                new Case(narrow(), new InputShape(3, 6, 7), SecondOpinionTest::narrowBlocks),
                new Case(
                        ConvolutionChain.vggOfWidth(2, 0, 1, 2),
                        new InputShape(3, 9, 8),
                        SecondOpinionTest::vgg),
                new Case(
                        ConvolutionChain.empire(),
                        new InputShape(3, 6, 7),
                        SecondOpinionTest::empire),
                new Case(
                        ConvolutionChain.mnistConvolution(),
                        new InputShape(1, 17, 16),
                        SecondOpinionTest::mnistConvolution));
    }

    private static Architecture plain() {
        return new ResidualNetwork(
                0, new ResidualNetwork.Blocks(4, new int[] {1, 2}, false, false));
    }

    private static Values plainBlocks(PlainNetwork net, Values input, Masks none) {
        Values x = net.relu(unit(net, "stem", input, 3, 4, 1));
        x = plainBlock(net, "stage1-block1", x, 4, 1);
        x = plainBlock(net, "stage2-block1", x, 8, 2);
        x = plainBlock(net, "stage2-block2", x, 8, 1);
        return net.dense("output", net.means(x), CLASSES);
    }

    private static Values unit(
            PlainNetwork net, String name, Values x, int side, int filters, int stride) {
        return net.normalised(
                name + "-norm", net.convolution(name, x, side, filters, stride, false));
    }

    private static Values plainBlock(
            PlainNetwork net, String name, Values x, int filters, int stride) {
        Values y = net.relu(unit(net, name + "-1", x, 3, filters, stride));
        y = unit(net, name + "-2", y, 3, filters, 1);
        boolean same = stride == 1 && x.channels == filters;
        return net.relu(
                net.sum(y, same ? x : unit(net, name + "-shortcut", x, 1, filters, stride)));
    }

    private static Architecture bottleneck() {
        return new ResidualNetwork(1, new ResidualNetwork.Blocks(2, new int[] {2, 1}, true, false));
    }

    private static Values bottlenecks(PlainNetwork net, Values input, Masks none) {
        Values x = net.relu(unit(net, "stem", input, 3, 2, 1));
        for (String name : List.of("stage1-block1", "stage1-block2", "stage2-block1")) {
            int width = name.startsWith("stage1") ? 2 : 4;
            int stride = width / 2;
            Values y = net.relu(unit(net, name + "-1", x, 1, width, 1));
            y = net.relu(unit(net, name + "-2", y, 3, width, stride));
            y = unit(net, name + "-3", y, 1, 4 * width, 1);
            boolean same = name.equals("stage1-block2");
            x =
                    net.relu(
                            net.sum(
                                    y,
                                    same
                                            ? x
                                            : unit(
                                                    net,
                                                    name + "-shortcut",
                                                    x,
                                                    1,
                                                    4 * width,
                                                    stride)));
        }
        return net.dense("output", net.means(x), CLASSES);
    }

    private static Architecture narrow() {
        return new ResidualNetwork(2, new ResidualNetwork.Blocks(3, new int[] {1, 1}, false, true));
    }

    private static Values narrowBlocks(PlainNetwork net, Values input, Masks none) {
        Values x = net.relu(unit(net, "stem", input, 3, 3, 1));
        x = plainBlock(net, "stage1-block1", x, 3, 1);
        Values y = net.relu(unit(net, "stage2-block1-1", x, 3, 6, 2));
        y = unit(net, "stage2-block1-2", y, 3, 6, 1);
        x = net.relu(net.sum(y, net.padded(net.pool(x, 1))));
        return net.dense("output", net.means(x), CLASSES);
    }

    private static Values vgg(PlainNetwork net, Values input, Masks masks) {
        int layer = 0;
        Values x = input;
        for (int convolutions = 1; convolutions <= 2; convolutions++) {
            for (int i = 0; i < convolutions; i++) {
                x = net.convolution("layer" + layer, x, 3, 2 * convolutions, 1, true);
                x = net.relu(net.normalised("layer" + (layer + 1), x));
                layer += 3;
            }
            x = net.pool(x, 2);
            layer++;
        }
        for (int i = 0; i < 2; i++) {
            x = net.times(x, dropout(masks, x, 0.5, i == 0));
            x = net.relu(net.dense("layer" + (layer + 1), x, 16));
            layer += 3;
        }
        return net.dense("layer" + layer, x, CLASSES);
    }

    private static Values empire(PlainNetwork net, Values input, Masks masks) {
        int layer = 0;
        Values x = input;
        for (int filters = 64; filters <= 128; filters *= 2) {
            for (int i = 0; i < 2; i++) {
                x = net.relu(net.convolution("layer" + layer, x, 3, filters, 1, true));
                x = net.normalised("layer" + (layer + 2), x);
                layer += 3;
            }
            x = net.pool(x, 2);
            x = net.times(x, dropout(masks, x, 0.25, true));
            layer += 2;
        }
        x = net.relu(net.dense("layer" + layer, x, 128));
        x = net.times(x, dropout(masks, x, 0.25, false));
        return net.dense("layer" + (layer + 3), x, CLASSES);
    }

    private static float[] dropout(Masks masks, Values x, double probability, boolean picture) {
        return picture
                ? masks.next(probability, x.samples, x.channels, x.rows, x.columns)
                : masks.next(probability, x.samples, x.channels);
    }

    private static Values mnistConvolution(PlainNetwork net, Values input, Masks none) {
        Values x = net.pool(net.relu(net.convolution("layer0", input, 5, 20, 1, 0, true)), 2);
        x = net.pool(net.relu(net.convolution("layer3", x, 5, 50, 1, 0, true)), 2);
        x = net.relu(net.dense("layer6", x, 500));
        return net.dense("layer8", x, CLASSES);
    }

    /** ND4J's factors after its generator has been seeded with the draw: 0, or 1 / (1 - probability). */
    private static Masks masks(long draw) {
        Nd4j.getRandom().setSeed(draw);
        return (probability, shape) -> {
            INDArray mask = Nd4j.ones(DataType.FLOAT, shape);
            Nd4j.getExecutioner().exec(new DropOutInverted(mask, mask, 1 - probability));
            return mask.data().asFloat();
        };
    }

    /**
     * Float against double. Batch normalisation divides rounding errors (about sqrt(K) u = 2e-6 of a sum of at most K = 1,152
     * terms) by the deviation of a handful of values, layer after layer; measured at most 9e-6 of the layer's largest
     * component over twenty seeds. A wrong factor, order or sign is off by a tenth or more.
     */
    @ParameterizedTest
    @MethodSource("networks")
    void agreesOnLossGradientAndStatistics(Case test) {
        for (long seed = 1; seed <= 3; seed++) {
            GradientModel model = test.model(seed);
            float[] parameters = shaken(model, seed);
            Batch batch = RandomBatch.of(test.input, CLASSES, 5, seed);
            float[] gradient = new float[model.dimension()];
            float loss = model.gradient(parameters, batch, DRAW + seed, gradient);

            PlainNetwork net = new PlainNetwork(test.layers(), parameters, true);
            Values logits = test.drawing.draw(net, net.input(batch), masks(DRAW + seed));
            double expected = net.softmax(logits, batch.labels());
            assertEquals(expected, loss, 1e-4 * expected, "loss at seed " + seed);
            for (int[] part : parts(test.layers(), net)) {
                double worst = 0;
                double largest = 0;
                for (int i = part[0]; i < part[1]; i++) {
                    worst = Math.max(worst, Math.abs(net.gradient[i] - gradient[i]));
                    largest = Math.max(largest, Math.abs(net.gradient[i]));
                }
                assertTrue(
                        worst <= 3e-5 * largest,
                        "%s, components %d to %d, seed %d: off by %g of %g"
                                .formatted(test, part[0], part[1], seed, worst, largest));
            }
        }
    }

    /** With running statistics that are not those of the batch, and without dropout. */
    @ParameterizedTest
    @MethodSource("networks")
    void agreesOnTheScore(Case test) {
        GradientModel model = test.model(4);
        float[] parameters = shaken(model, 4);
        Batch batch = RandomBatch.of(test.input, CLASSES, 5, 4);
        PlainNetwork net = new PlainNetwork(test.layers(), parameters, false);
        Masks all = (probability, shape) -> Nd4j.ones(DataType.FLOAT, shape).data().asFloat();
        double expected =
                net.softmax(test.drawing.draw(net, net.input(batch), all), batch.labels());
        assertEquals(expected, model.score(parameters, batch).meanLoss(), 1e-4 * expected);
    }

    /** Central differences with h = 1e-5 in double; what crosses a corner of ReLU or of a pool adds about h. */
    @ParameterizedTest
    @MethodSource("networks")
    void theSecondOpinionAgreesWithFiniteDifferences(Case test) {
        long seed = 6;
        GradientModel model = test.model(seed);
        float[] parameters = shaken(model, seed);
        Batch batch = RandomBatch.of(test.input, CLASSES, 3, seed);
        PlainNetwork net = new PlainNetwork(test.layers(), parameters, true);
        net.softmax(test.drawing.draw(net, net.input(batch), masks(DRAW)), batch.labels());
        StepRandom random = new StepRandom(seed, "directions");
        for (int[] part : parts(test.layers(), net)) {
            if (part[0] < model.trainable()) {
                int p = part[0] + random.nextInt(part[1] - part[0]);
                double slope =
                        (loss(test, parameters, p, 1e-5, batch)
                                        - loss(test, parameters, p, -1e-5, batch))
                                / 2e-5;
                assertEquals(slope, net.gradient[p], 1e-4, test + ", parameter " + p);
            }
        }
    }

    private static double loss(Case test, float[] parameters, int moved, double by, Batch batch) {
        PlainNetwork net = new PlainNetwork(test.layers(), parameters, true);
        net.move(moved, by);
        return net.softmax(test.drawing.draw(net, net.input(batch), masks(DRAW)), batch.labels());
    }

    /** Starting values, but no scale is 1, no shift or mean 0. */
    private static float[] shaken(GradientModel model, long seed) {
        float[] parameters = model.initialParameters();
        StepRandom random = new StepRandom(seed, "shaken");
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (0.1 * random.nextDouble() - 0.05);
        }
        return parameters;
    }

    /** From where to where each layer's trained parameters and statistics go. */
    private static List<int[]> parts(Computation layers, PlainNetwork net) {
        List<int[]> parts = new ArrayList<>();
        for (var layer : layers.layers()) {
            String name = layer.conf().getLayer().getLayerName();
            int size = Math.toIntExact(layer.numParams());
            if (size > 0 && layer.paramTable().containsKey("mean")) {
                parts.add(new int[] {net.start(name), net.start(name) + size / 2});
                parts.add(new int[] {net.statistics(name), net.statistics(name) + size / 2});
            } else if (size > 0) {
                parts.add(new int[] {net.start(name), net.start(name) + size});
            }
        }
        return parts;
    }
}
