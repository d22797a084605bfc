package org.draco.container.model;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** The layers that the networks are put together from, as Deeplearning4j is to compute them. */
final class LayerForms {

    private LayerForms() {}

    /** What all layers of a network have in common. */
    static NeuralNetConfiguration.Builder network() {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                // Never applied here: the parameter server owns the optimizer. It is what a user
                // who loads the zip gets.
                .updater(new Sgd(0.01));
    }

    /** Samples of that shape. */
    static InputType samples(InputShape shape) {
        return InputType.convolutional(shape.height(), shape.width(), shape.channels());
    }

    /** A square convolution with stride 1, without padding and with bias. */
    static ConvolutionLayer convolution(int side, int filters) {
        return window(side, filters, 1, 0).build();
    }

    /** A 3 x 3 convolution that keeps the size, with bias. */
    static ConvolutionLayer padded(int filters) {
        return window(3, filters, 1, 1).build();
    }

    /** A square convolution of odd side without bias, padded by half a side: as many rows as before, divided by the stride. */
    static ConvolutionLayer unbiased(int side, int filters, int stride) {
        return window(side, filters, stride, side / 2).hasBias(false).build();
    }

    private static ConvolutionLayer.Builder window(int side, int filters, int stride, int padding) {
        return new ConvolutionLayer.Builder(side, side)
                .nOut(filters)
                .stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.IDENTITY);
    }

    /**
     * Batch normalisation as PyTorch has it: each channel by mean and variance of the batch, epsilon 1e-5; the running ones move
     * by a tenth. <b>Departure:</b> the running variance is that of the batch taken as it is (divided by n), where PyTorch
     * divides by n - 1; n is samples x rows x columns.
     */
    static BatchNormalization batchNormalisation() {
        return new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build();
    }

    /** Each value is 0 with this probability and otherwise divided by the rest; only in training. */
    static DropoutLayer dropout(double probability) {
        return new DropoutLayer.Builder(new Dropout(1 - probability)).build();
    }

    /** The mean of each channel. */
    static GlobalPoolingLayer channelMeans() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    }

    /** Every second row and column. */
    static SubsamplingLayer everySecond() {
        return pool(1);
    }

    /** The largest of 2 x 2. */
    static SubsamplingLayer maxPool() {
        return pool(2);
    }

    private static SubsamplingLayer pool(int side) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(side, side)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
    }

    /** max(0, x). */
    static ActivationLayer relu() {
        return activation(Activation.RELU);
    }

    /** That function of each value. */
    static ActivationLayer activation(Activation function) {
        return new ActivationLayer.Builder().activation(function).build();
    }

    /** Every output sums up all inputs; without activation. */
    static DenseLayer dense(int outputs) {
        return new DenseLayer.Builder().nOut(outputs).activation(Activation.IDENTITY).build();
    }

    /** As {@link #dense}, and then the loss that goes with the targets. */
    static OutputLayer output(Targets targets) {
        OutputLayer.Builder builder =
                targets.outputs() == 1
                        ? new OutputLayer.Builder(new LossBinaryXENT())
                                .activation(Activation.SIGMOID)
                        : new OutputLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX);
        return builder.nOut(targets.outputs()).build();
    }
}
