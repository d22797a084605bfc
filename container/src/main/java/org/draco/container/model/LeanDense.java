package org.draco.container.model;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
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
 * A dense layer without activation that multiplies through oneDNN in the place of OpenBLAS, which is held to the kernels of one
 * processor; does not multiply once more on the way back, as Deeplearning4j's does for the derivative of the activation; and, if
 * it is a network's first layer, leaves out the gradient by its input.
 */
final class LeanDense extends DenseLayer {

    private static final long serialVersionUID = 1;

    private final boolean first;

    private LeanDense(DenseLayer plain, boolean first) {
        setNIn(plain.getNIn());
        setNOut(plain.getNOut());
        setHasBias(plain.hasBias());
        Tuning.copyStart(plain, this);
        this.first = first;
    }

    /** A lean one, if it can be. */
    static DenseLayer of(DenseLayer plain, boolean first) {
        return plain.getClass() == DenseLayer.class
                        && plain.getActivationFn() instanceof ActivationIdentity
                        && !plain.hasLayerNorm()
                        && plain.getIDropout() == null
                        && plain.getWeightNoise() == null
                ? new LeanDense(plain, first)
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
                new Computing(conf, type, first),
                conf,
                listeners,
                index,
                initializer().init(conf, parameters, initialise),
                parameters);
    }

    /** What computes. */
    private static final class Computing
            extends org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer {

        private static final long serialVersionUID = 1;

        private final boolean first;

        Computing(NeuralNetConfiguration conf, DataType type, boolean first) {
            super(conf, type);
            this.first = first;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
            INDArray sums =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATIONS,
                            DataType.FLOAT,
                            new long[] {input.size(0), weights.size(1)},
                            'c');
            multiply(input, false, weights.transpose(), true, sums);
            return hasBias()
                    ? sums.addiRowVector(getParam(DefaultParamInitializer.BIAS_KEY))
                    : sums;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray back, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            Gradient gradient = new DefaultGradient();
            if (hasBias()) {
                INDArray bias = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
                back.sum(bias, 0);
                gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, bias);
            }
            // Weights lie in columns, so their transpose lies in rows.
            INDArray byWeights = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
            multiply(back, true, input, false, byWeights.transpose());
            gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, byWeights);
            INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
            INDArray byInput =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD,
                            DataType.FLOAT,
                            new long[] {back.size(0), weights.size(0)},
                            'c');
            if (!first) { // else nobody looks at it
                multiply(back, false, weights.transpose(), false, byInput);
            }
            return new Pair<>(gradient, byInput);
        }
    }

    /** A matrix product through oneDNN; the product lies in rows. */
    static void multiply(
            INDArray left,
            boolean leftTransposed,
            INDArray right,
            boolean rightTransposed,
            INDArray product) {
        Nd4j.exec(
                DynamicCustomOp.builder("matmul")
                        .addInputs(left, right)
                        .addOutputs(product)
                        .addIntegerArguments(leftTransposed ? 1 : 0, rightTransposed ? 1 : 0, 0)
                        .build());
    }
}
