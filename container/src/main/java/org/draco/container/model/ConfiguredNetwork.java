package org.draco.container.model;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Any network that Deeplearning4j can be configured to, if it is a classifier with one input and one output.
 *
 * <p>It does not fit itself to the data: its layers have the sizes that the configuration gives them, and whether a data set
 * fits is tried out on two samples of zeros, first as pictures (samples x channels x rows x columns), then as plain vectors.
 *
 * <p>Taken from the configuration: layers, activations, the loss, weight initialisation (by the job's seed), dropout and noise
 * (by the model's draw). Not taken, since the parameter server owns the optimizer: updater, learning rate, l1, l2 and weight
 * decay, gradient normalisation, constraints; and schedules, which stay at iteration 0.
 *
 * <p>Immutable and thread-safe.
 */
public final class ConfiguredNetwork implements Network {

    private final String name;
    private final Blueprint blueprint;
    private final Optional<float[]> start;
    private final int parameters;

    /** How samples go in and what comes out. */
    private record Fit(boolean flat, int outputs) {}

    /**
     * A chain of layers.
     *
     * @param name as in {@link Network#name}
     * @param configuration copied
     * @throws IllegalArgumentException if it is no classifier, or Deeplearning4j cannot build it
     */
    public ConfiguredNetwork(String name, MultiLayerConfiguration configuration) {
        this(name, new Blueprint(configuration.toJson(), false), Optional.empty());
    }

    /**
     * A graph of layers.
     *
     * @param name as in {@link Network#name}
     * @param configuration copied
     * @throws IllegalArgumentException if it is no classifier, or Deeplearning4j cannot build it
     */
    public ConfiguredNetwork(String name, ComputationGraphConfiguration configuration) {
        this(name, new Blueprint(configuration.toJson(), true), Optional.empty());
    }

    /** @param start parameters in Deeplearning4j's order; drawn as the configuration says if there are none */
    ConfiguredNetwork(String name, Blueprint blueprint, Optional<float[]> start) {
        this.name = name;
        this.blueprint = blueprint;
        this.start = start.map(float[]::clone);
        OneDnn.allow();
        long counted = asked("its parameters", blueprint::parameters);
        if (counted < 1 || counted > Integer.MAX_VALUE) {
            throw refusal("1 to " + Integer.MAX_VALUE + " parameters", "" + counted);
        }
        if (start.isPresent() && start.get().length != counted) {
            throw refusal(
                    counted + " parameters, as the configuration has", "" + start.get().length);
        }
        this.parameters = (int) counted;
        requireClassifier(asked("the network", () -> blueprint.build(0, Purpose.KEEPING)));
    }

    private interface Question<T> {
        T answer();
    }

    /** Deeplearning4j answers what does not fit together with exceptions of many kinds. */
    private <T> T asked(String what, Question<T> question) {
        try {
            return question.answer();
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            throw new IllegalArgumentException(
                    "network %s: expected a configuration that Deeplearning4j can build, found that %s cannot be made: %s"
                            .formatted(name, what, thrown),
                    thrown);
        }
    }

    private IllegalArgumentException refusal(String expected, String found) {
        return new IllegalArgumentException(
                "network %s: expected %s, found %s".formatted(name, expected, found));
    }

    private void requireClassifier(Computation network) {
        if (network.parameters().dataType() != DataType.FLOAT) {
            throw refusal("parameters of type FLOAT", "" + network.parameters().dataType());
        }
        Layer output = network.output();
        IActivation activation =
                output.conf().getLayer() instanceof FeedForwardLayer layer
                        ? layer.getActivationFn()
                        : null;
        if (!(output instanceof IOutputLayer)
                || !(activation instanceof ActivationSoftmax
                        || activation instanceof ActivationSigmoid)) {
            throw refusal(
                    "an output layer with softmax, or with one sigmoid output for two classes",
                    "%s with %s"
                            .formatted(
                                    output.conf().getLayer().getClass().getSimpleName(),
                                    activation));
        }
    }

    /** How many there are, statistics included. */
    int parameters() {
        return parameters;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> misfit(InputShape input, int classes) {
        try {
            fit(input, classes);
            return Optional.empty();
        } catch (IllegalArgumentException misfit) {
            return Optional.of(misfit.getMessage());
        }
    }

    /** Tries both forms of input; if it takes neither, what it said to the first is told. */
    private Fit fit(InputShape input, int classes) {
        Computation network = blueprint.build(0, Purpose.KEEPING);
        INDArray samples =
                Nd4j.zeros(DataType.FLOAT, 2, input.channels(), input.height(), input.width());
        long[] found;
        boolean flat = false;
        try {
            found = network.outputs(samples).shape();
        } catch (RuntimeException notAsPictures) {
            try {
                found = new Flattened(network).outputs(samples).shape();
                flat = true;
            } catch (RuntimeException notAsVectors) {
                throw new IllegalArgumentException(
                        "expected other samples than those of %s: %s"
                                .formatted(input, notAsPictures.getMessage()),
                        notAsPictures);
            }
        }
        boolean sigmoid =
                ((FeedForwardLayer) network.output().conf().getLayer()).getActivationFn()
                        instanceof ActivationSigmoid;
        long[] wanted = {2, sigmoid ? 1 : classes};
        if (classes < 2 || sigmoid && classes != 2 || !Arrays.equals(wanted, found)) {
            throw new IllegalArgumentException(
                    "expected %s, found %d"
                            .formatted(
                                    found.length == 2
                                            ? (sigmoid ? 2 : found[1]) + " classes"
                                            : "outputs of samples x classes",
                                    classes));
        }
        return new Fit(flat, (int) wanted[1]);
    }

    @Override
    public GradientModel create(InputShape input, int classes, ModelOptions options) {
        Fit fit;
        try {
            fit = fit(input, classes);
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(
                    "network " + name + ": " + misfit.getMessage(), misfit);
        }
        Targets targets =
                fit.outputs == 1
                        ? new YesOrNo(options.labelSmoothing())
                        : new OneOfMany(classes, options.labelSmoothing());
        return new NetworkModel(
                new NetworkModel.Form(
                        name,
                        input,
                        targets,
                        purpose ->
                                fit.flat
                                        ? new Flattened(blueprint.build(0, purpose))
                                        : blueprint.build(0, purpose),
                        (network, seed) ->
                                start.map(float[]::clone)
                                        .orElseGet(
                                                () ->
                                                        blueprint
                                                                .build(seed, Purpose.KEEPING)
                                                                .parameters()
                                                                .toFloatVector())),
                options);
    }
}
