package org.draco.container.model;

import java.util.Arrays;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution without activation that does not convolve once more on the way back. Deeplearning4j's does, to give its result to
 * the derivative of the activation, even if that is the identity.
 *
 * <p>The first layer of a network for pictures of one channel also leaves out the gradient by its input, which nobody asks for. The
 * gradient by its weights is then a convolution: the pictures are the channels of one picture, and what comes back from each
 * filter is a filter as large as its output,
 *
 * <pre>    dW[o][y][x] = sum over n, v, u of  input[n][v + y][u + x] * back[n][o][v][u].</pre>
 *
 * <p>Where many channels meet at few places, the way back goes through two matrix products, with what the window sees at each place
 * as the rows of a matrix ({@link Patches}).
 */
final class LeanConvolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1;

    private final boolean onlyWeights;
    private final boolean square;
    private final transient FloatArrays arrays;

    private LeanConvolution(ConvolutionLayer plain, boolean first, FloatArrays arrays) {
        super(
                new ConvolutionLayer.Builder(
                                plain.getKernelSize(), plain.getStride(), plain.getPadding())
                        .dilation(plain.getDilation())
                        .convolutionMode(plain.getConvolutionMode())
                        .dataFormat(plain.getCnn2dDataFormat())
                        .hasBias(plain.hasBias())
                        .activation(plain.getActivationFn())
                        .nIn(plain.getNIn())
                        .nOut(plain.getNOut())
                        .helperAllowFallback(false));
        Tuning.copyStart(plain, this);
        this.arrays = arrays;
        this.square =
                isTwice(plain.getKernelSize())
                        && isTwice(plain.getStride())
                        && isTwice(plain.getPadding())
                        && isOnes(plain.getDilation())
                        && plain.getConvolutionMode() == ConvolutionMode.Truncate;
        this.onlyWeights = first && plain.getNIn() == 1 && square && isOnes(plain.getStride());
    }

    private static boolean isOnes(int[] values) {
        return values[0] == 1 && values[1] == 1;
    }

    private static boolean isTwice(int[] values) {
        return values[0] == values[1];
    }

    /** A lean one, if it can be. */
    static ConvolutionLayer of(ConvolutionLayer plain, boolean first, FloatArrays arrays) {
        return plain.getClass() == ConvolutionLayer.class
                        && plain.getActivationFn() instanceof ActivationIdentity
                        && plain.getCnn2dDataFormat() == CNN2DFormat.NCHW
                        && plain.getIDropout() == null
                        && plain.getWeightNoise() == null
                ? new LeanConvolution(plain, first, arrays)
                : plain;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        return Tuning.wired(
                new Computing(this, conf, type),
                conf,
                listeners,
                index,
                initializer().init(conf, parameters, initialise),
                parameters);
    }

    /** What computes. */
    private static final class Computing
            extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {

        private static final long serialVersionUID = 1;

        /** Measured: with 64 channels or more and 4 x 4 places or fewer it pays. */
        private static final int FEWEST_CHANNELS = 64;

        private static final int MOST_PLACES = 16;

        /** 128 MB. */
        private static final int MOST_PATCHES = 1 << 25;

        private final boolean onlyWeights;
        private final boolean multipliable;
        private final transient FloatArrays arrays;
        private INDArray cameBack;
        private INDArray filters;

        Computing(LeanConvolution layer, NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
            this.onlyWeights = layer.onlyWeights;
            this.multipliable = layer.square;
            this.arrays = layer.arrays;
        }

        /** On the way back anything of the right shape: the identity's derivative looks at no more. */
        @Override
        protected Pair<INDArray, INDArray> preOutput4d(
                boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
            return forBackprop
                    ? new Pair<>(cameBack, null)
                    : super.preOutput4d(training, false, workspaces);
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray back, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            Patches patches = patches();
            boolean multiplied = isFasterMultiplied(patches);
            if (!onlyWeights && !multiplied) {
                cameBack = back;
                try {
                    return super.backpropGradient(back, workspaces);
                } finally {
                    cameBack = null;
                }
            }
            Gradient gradient = new DefaultGradient();
            INDArray weights = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
            INDArray byInput = null;
            if (onlyWeights) {
                byWeights(back, weights);
            } else {
                byInput = multiplied(patches, back, weights, workspaces);
            }
            gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weights, 'c');
            if (hasBias()) {
                INDArray bias = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
                back.sum(bias, 0, 2, 3);
                gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, bias);
            }
            return new Pair<>(gradient, byInput);
        }

        private Patches patches() {
            return new Patches(
                    (int) input.size(0),
                    (int) input.size(1),
                    (int) input.size(2),
                    (int) input.size(3),
                    layerConf().getKernelSize()[0],
                    layerConf().getStride()[0],
                    layerConf().getPadding()[0]);
        }

        /** Where many channels meet at few places, oneDNN's way back takes more than twice as long as two matrix products. */
        private boolean isFasterMultiplied(Patches patches) {
            return multipliable
                    && patches.side() > 1
                    && patches.channels() >= FEWEST_CHANNELS
                    && patches.outputRows() * patches.outputColumns() <= MOST_PLACES
                    && patches.size() <= MOST_PATCHES;
        }

        /** Both gradients, by what the window sees; returns that by the input. */
        private INDArray multiplied(
                Patches patches, INDArray back, INDArray byWeights, LayerWorkspaceMgr workspaces) {
            long outputs = back.size(1);
            long places = back.length() / outputs;
            long window = byWeights.length() / outputs;
            INDArray flatBack =
                    workspaces.createUninitialized(
                            ArrayType.BP_WORKING_MEM,
                            DataType.FLOAT,
                            new long[] {outputs, back.size(0), back.size(2), back.size(3)},
                            'c');
            flatBack.assign(back.permute(1, 0, 2, 3));
            flatBack = flatBack.reshape('c', outputs, places);
            INDArray seen =
                    workspaces.createUninitialized(
                            ArrayType.BP_WORKING_MEM,
                            DataType.FLOAT,
                            new long[] {places, window},
                            'c');
            float[] matrix = arrays.take(1, (int) patches.size());
            patches.gather(arrays.read(0, input), matrix);
            FloatArrays.write(matrix, seen);
            LeanDense.multiply(
                    flatBack, false, seen, false, byWeights.reshape('c', outputs, window));
            INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
            LeanDense.multiply(flatBack, true, weights.reshape('c', outputs, window), false, seen);
            float[] result = arrays.take(0, Math.toIntExact(input.length()));
            patches.scatter(arrays.read(1, seen), result);
            INDArray byInput =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
            FloatArrays.write(result, byInput);
            return byInput;
        }

        private void byWeights(INDArray back, INDArray weights) {
            long samples = back.size(0);
            long outputs = back.size(1);
            long[] swapped = {outputs, samples, back.size(2), back.size(3)};
            if (filters == null || !Arrays.equals(swapped, filters.shape())) {
                filters = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', swapped);
            }
            filters.assign(back.permute(1, 0, 2, 3));
            int[] padding = layerConf().getPadding();
            Nd4j.exec(
                    DynamicCustomOp.builder("conv2d")
                            .addInputs(
                                    input.reshape('c', 1, samples, input.size(2), input.size(3)),
                                    filters)
                            .addOutputs(
                                    weights.reshape(
                                            'c', 1, outputs, weights.size(2), weights.size(3)))
                            // Kernel, stride, padding, dilation; not "same"; NCHW; weights
                            // [out][in][y][x].
                            .addIntegerArguments(
                                    (int) back.size(2),
                                    (int) back.size(3),
                                    1,
                                    1,
                                    padding[0],
                                    padding[1],
                                    1,
                                    1,
                                    0,
                                    0,
                                    1)
                            .build());
        }
    }
}
