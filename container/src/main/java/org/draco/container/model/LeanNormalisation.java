package org.draco.container.model;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation of pictures or vectors by {@link ChannelNormalisation} while a network is trained; by Deeplearning4j's own layer, with
 * the running mean and variance, when it is used.
 */
final class LeanNormalisation extends BatchNormalization {

    private static final long serialVersionUID = 1;

    private final transient FloatArrays arrays;

    private LeanNormalisation(BatchNormalization plain, FloatArrays arrays) {
        setNIn(plain.getNIn());
        setNOut(plain.getNOut());
        setEps(plain.getEps());
        setDecay(plain.getDecay());
        setGamma(plain.getGamma());
        setBeta(plain.getBeta());
        setUseLogStd(false);
        setCudnnAllowFallback(false);
        Tuning.copyStart(plain, this);
        this.arrays = arrays;
    }

    /** A lean one, if it can be. */
    static BatchNormalization of(BatchNormalization plain, FloatArrays arrays) {
        return plain.getClass() == BatchNormalization.class
                        && plain.getCnn2DFormat() == CNN2DFormat.NCHW
                        && !plain.isLockGammaBeta()
                        && !plain.isUseLogStd()
                        && plain.getIDropout() == null
                ? new LeanNormalisation(plain, arrays)
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
                new Computing(conf, type, arrays),
                conf,
                listeners,
                index,
                initializer().init(conf, parameters, initialise),
                parameters);
    }

    /** What computes. */
    private static final class Computing
            extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {

        private static final long serialVersionUID = 1;

        /** 128 MB. */
        private static final int MOST_VALUES = 1 << 25;

        private final transient FloatArrays arrays;
        private final transient ChannelNormalisation channels;

        Computing(NeuralNetConfiguration conf, DataType type, FloatArrays arrays) {
            super(conf, type);
            this.arrays = arrays;
            this.channels =
                    new ChannelNormalisation(
                            (int) layerConf().getNOut(), (float) layerConf().getEps());
        }

        /** Pictures or vectors, and not more of them than Java's heap can be expected to hold twice. */
        private boolean isPlain(INDArray values) {
            return (values.rank() == 4 || values.rank() == 2) && values.length() <= MOST_VALUES;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            assertInputSet(false);
            if (!training || !isPlain(input)) {
                return super.activate(training, workspaces);
            }
            float[] values = arrays.read(0, input);
            channels.forward(
                    values,
                    samples(),
                    places(),
                    getParam("gamma").toFloatVector(),
                    getParam("beta").toFloatVector());
            INDArray output =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATIONS, DataType.FLOAT, input.shape(), 'c');
            FloatArrays.write(values, output);
            return output;
        }

        private int samples() {
            return (int) input.size(0);
        }

        private int places() {
            return (int) (input.length() / input.size(0) / input.size(1));
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray back, LayerWorkspaceMgr workspaces) {
            assertInputSet(true);
            if (!isPlain(input)) {
                return super.backpropGradient(back, workspaces);
            }
            float[] values = arrays.read(0, input);
            float[] derivatives = arrays.read(1, back);
            channels.backward(
                    values, derivatives, samples(), places(), getParam("gamma").toFloatVector());
            Gradient gradient = new DefaultGradient();
            put(gradient, "gamma", channels.byScale());
            put(gradient, "beta", channels.byShift());
            put(gradient, "mean", toward("mean", channels.mean()));
            put(gradient, "var", toward("var", channels.variance()));
            INDArray byInput =
                    workspaces.createUninitialized(
                            ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
            FloatArrays.write(derivatives, byInput);
            return new Pair<>(gradient, byInput);
        }

        /** What is to be subtracted from a running statistic to bring it nearer to the batch's. */
        private float[] toward(String statistic, float[] batch) {
            float[] running = getParam(statistic).toFloatVector();
            float rate = (float) (1 - layerConf().getDecay());
            for (int i = 0; i < running.length; i++) {
                running[i] = rate * (running[i] - batch[i]);
            }
            return running;
        }

        private void put(Gradient gradient, String name, float[] values) {
            INDArray view = gradientViews.get(name);
            FloatArrays.write(values, view);
            gradient.setGradientFor(name, view);
        }
    }
}
