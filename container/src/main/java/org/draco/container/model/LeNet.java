package org.draco.container.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * LeNet as DRACO trains it, for digits of 28 x 28 pixels; 431,080 parameters.
 *
 * <pre>
 *   1 x 28 x 28 -> conv 5x5, 20 -> max pool 2x2 -> ReLU      20 x 12 x 12          520 parameters
 *               -> conv 5x5, 50 -> max pool 2x2 -> ReLU      50 x  4 x  4       25,050
 *               -> dense 500                                 500               400,500
 *               -> dense 10 -> softmax, cross entropy        10                  5,010
 * </pre>
 *
 * <p>Convolutions have stride 1 and no padding. As in DRACO there is <i>no</i> activation between the two dense layers.
 * The initial parameters are those of {@link InitialParameters}.
 *
 * <p><b>Source.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, and its published model; after LeCun,
 * Bottou, Bengio, Haffner, <i>Gradient-based learning applied to document recognition</i>, 1998.
 */
final class LeNet implements Network {

    private static final InputShape INPUT = new InputShape(1, 28, 28);
    private static final int CLASSES = 10;

    @Override
    public String name() {
        return "LeNet";
    }

    @Override
    public InputShape input() {
        return INPUT;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public GradientModel create(long seed) {
        return new LayeredModel(this, LeNet::layers, seed);
    }

    static MultiLayerConfiguration layers() {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                // Never applied here: the parameter server owns the optimizer. It is what a user
                // who loads the zip gets.
                .updater(new Sgd(0.01))
                .list()
                .layer(convolution(20))
                .layer(maxPool())
                .layer(relu())
                .layer(convolution(50))
                .layer(maxPool())
                .layer(relu())
                .layer(new DenseLayer.Builder().nOut(500).activation(Activation.IDENTITY).build())
                .layer(
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(
                        InputType.convolutional(INPUT.height(), INPUT.width(), INPUT.channels()))
                .build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(5, 5)
                .nOut(filters)
                .stride(1, 1)
                .activation(Activation.IDENTITY)
                // A fallback in mid-run would change the gradient's bits without a word; better an
                // exception.
                .helperAllowFallback(false)
                .build();
    }

    private static SubsamplingLayer maxPool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .helperAllowFallback(false)
                .build();
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }
}
