package org.draco.container.model;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.draco.codec.seed.StepRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where training starts: weights and biases of a layer are drawn evenly from [-b, b) with b = 1 / sqrt(fan-in), where
 * the fan-in is how many values one output of the layer sums up. Batch normalisation starts with scale 1 and shift 0, and its
 * running mean at 0 and variance at 1.
 *
 * <p>That is what PyTorch does unless told otherwise, so what DRACO's published runs started from. The numbers come from
 * {@link StepRandom}, not from ND4J's generator, so they are the same on every machine and with every ND4J build.
 */
final class InitialParameters {

    private static final Map<String, Float> NORMALISATION =
            Map.of("gamma", 1f, "beta", 0f, "mean", 0f, "var", 1f, "log10stdev", 0f);

    private InitialParameters() {}

    /** A new vector in the network's own order. */
    static float[] draw(Computation network, long seed) {
        INDArray all = network.parameters();
        float[] parameters = new float[Math.toIntExact(all.length())];
        for (Layer layer : network.layers()) {
            if (layer.numParams() > 0) {
                int from = Math.toIntExact(layer.params().offset() - all.offset());
                int to = from + Math.toIntExact(layer.numParams());
                if (layer.conf().getLayer() instanceof BatchNormalization) {
                    normalisation(layer, from, parameters);
                } else {
                    // One stream per layer: a layer's start does not depend on the size of those
                    // before it.
                    StepRandom random =
                            new StepRandom(seed, "initial parameters", layer.getIndex());
                    double bound = 1 / Math.sqrt(fanIn(layer));
                    for (int i = from; i < to; i++) {
                        parameters[i] = (float) (bound * (2 * random.nextDouble() - 1));
                    }
                }
            }
        }
        return parameters;
    }

    private static void normalisation(Layer layer, int from, float[] parameters) {
        int at = from;
        for (Map.Entry<String, INDArray> one : layer.paramTable().entrySet()) {
            int to = at + Math.toIntExact(one.getValue().length());
            Arrays.fill(parameters, at, to, NORMALISATION.get(one.getKey()));
            at = to;
        }
    }

    private static long fanIn(Layer layer) {
        var configuration = layer.conf().getLayer();
        if (configuration instanceof ConvolutionLayer convolution) {
            long fanIn = convolution.getNIn();
            for (int extent : convolution.getKernelSize()) {
                fanIn *= extent;
            }
            return fanIn;
        }
        if (configuration instanceof FeedForwardLayer dense) {
            return dense.getNIn();
        }
        throw new IllegalArgumentException(
                "layer "
                        + layer.getIndex()
                        + ": no rule for the initial parameters of a "
                        + configuration.getClass().getSimpleName());
    }
}
