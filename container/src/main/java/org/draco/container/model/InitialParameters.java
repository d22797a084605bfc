package org.draco.container.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.draco.codec.seed.StepRandom;

/**
 * Where training starts: weights and biases of a layer are drawn evenly from [-b, b) with b = 1 / sqrt(fan-in), where
 * the fan-in is how many values one output of the layer sums up.
 *
 * <p>That is what PyTorch does unless told otherwise, so what DRACO's published runs started from. The numbers come from
 * {@link StepRandom}, not from ND4J's generator, so they are the same on every machine and with every ND4J build.
 */
final class InitialParameters {

    private InitialParameters() {}

    /** A new vector in the network's own order, layer after layer. */
    static float[] draw(MultiLayerNetwork network, long seed) {
        float[] parameters = new float[Math.toIntExact(network.numParams())];
        int from = 0;
        for (Layer layer : network.getLayers()) {
            int to = from + Math.toIntExact(layer.numParams());
            if (to > from) {
                // One stream per layer: a layer's start does not depend on the size of those before
                // it.
                StepRandom random = new StepRandom(seed, "initial parameters", layer.getIndex());
                double bound = 1 / Math.sqrt(fanIn(layer));
                for (int i = from; i < to; i++) {
                    parameters[i] = (float) (bound * (2 * random.nextDouble() - 1));
                }
            }
            from = to;
        }
        return parameters;
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
