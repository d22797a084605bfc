package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What chains and graphs of layers have in common, and Deeplearning4j gives no name: a network with all its parameters in one
 * vector and all its gradients in another, into which the layers hold views.
 *
 * <p>Not thread-safe.
 */
interface Computation {

    /** All layers, also those without parameters. */
    Layer[] layers();

    /** The layer whose answer is the network's. */
    Layer output();

    /** The parameters of all layers; what is written here is what the network computes with. */
    INDArray parameters();

    /** Where {@link #backpropagate} leaves the gradient, in the order of the parameters. */
    INDArray gradient();

    /**
     * One pass there and back. The gradient is the <i>sum</i> over the samples: Deeplearning4j's updaters divide, and no
     * updater runs here.
     *
     * @return the mean loss
     */
    double backpropagate(INDArray features, INDArray targets);

    /** What the output layer answers to each sample when the network is used, not trained; [samples][outputs]. */
    INDArray outputs(INDArray features);

    /** Writes the network as it stands, without optimizer state; the stream stays open. */
    void write(OutputStream zip) throws IOException;
}
