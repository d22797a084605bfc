package org.draco.container.model;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.factory.Nd4j;

/** ReLU as a layer of its own, in one pass each way, where Deeplearning4j's copies first and, on the way back, afterwards too. */
final class LeanRelu extends ActivationLayer {

    private static final long serialVersionUID = 1;

    private LeanRelu(ActivationLayer plain) {
        super(plain.getActivationFn());
        setLayerName(plain.getLayerName());
    }

    /** A lean one, if it can be. */
    static ActivationLayer of(ActivationLayer plain) {
        return plain.getClass() == ActivationLayer.class
                        && plain.getActivationFn().equals(Activation.RELU.getActivationFunction())
                        && plain.getIDropout() == null
                ? new LeanRelu(plain)
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
                new Computing(conf, type), conf, listeners, index, Map.of(), parameters);
    }

    /** What computes. */
    private static final class Computing extends org.deeplearning4j.nn.layers.ActivationLayer {

        private static final long serialVersionUID = 1;

        Computing(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            INDArray output =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATIONS,
                            input.dataType(),
                            input.shape(),
                            input.ordering());
            return Nd4j.getExecutioner().exec(new RectifiedLinear(input, output));
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray back, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            INDArray byInput =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD,
                            input.dataType(),
                            input.shape(),
                            input.ordering());
            Nd4j.exec(new RectifiedLinearDerivative(input, back, byInput, 0));
            return new Pair<>(new DefaultGradient(), byInput);
        }
    }
}
