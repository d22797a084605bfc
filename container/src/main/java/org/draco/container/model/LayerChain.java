package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network whose layers follow each other. */
final class LayerChain implements Computation {

    private final MultiLayerNetwork network;

    /** The network of that configuration, which it keeps and may change. */
    LayerChain(MultiLayerConfiguration configuration, Purpose purpose) {
        network =
                new MultiLayerNetwork(
                        purpose == Purpose.COMPUTING ? Tuning.tuned(configuration) : configuration);
        network.init();
        network.initGradientsView();
    }

    @Override
    public Layer[] layers() {
        return network.getLayers();
    }

    @Override
    public Layer output() {
        return network.getOutputLayer();
    }

    @Override
    public INDArray parameters() {
        return network.params();
    }

    @Override
    public INDArray gradient() {
        return network.getFlattenedGradients();
    }

    @Override
    public double backpropagate(INDArray features, INDArray targets) {
        network.setInput(features);
        network.setLabels(targets);
        network.computeGradientAndScore();
        return network.score();
    }

    @Override
    public INDArray outputs(INDArray features) {
        return network.output(features, false);
    }

    @Override
    public void write(OutputStream zip) throws IOException {
        ModelSerializer.writeModel(network, zip, false);
    }
}
