package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that takes a sample as a plain vector, its values in the order in which they lie in memory. */
record Flattened(Computation network) implements Computation {

    @Override
    public Layer[] layers() {
        return network.layers();
    }

    @Override
    public Layer output() {
        return network.output();
    }

    @Override
    public INDArray parameters() {
        return network.parameters();
    }

    @Override
    public INDArray gradient() {
        return network.gradient();
    }

    @Override
    public double backpropagate(INDArray features, INDArray targets) {
        return network.backpropagate(flat(features), targets);
    }

    @Override
    public INDArray outputs(INDArray features) {
        return network.outputs(flat(features));
    }

    @Override
    public void write(OutputStream zip) throws IOException {
        network.write(zip);
    }

    /** A view. */
    private static INDArray flat(INDArray features) {
        return features.reshape('c', features.size(0), features.length() / features.size(0));
    }
}
