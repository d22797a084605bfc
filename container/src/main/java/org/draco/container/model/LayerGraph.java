package org.draco.container.model;

import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network whose layers form a graph with one input and one output. */
final class LayerGraph implements Computation {

    private final ComputationGraph network;

    /** The network of that configuration, which it keeps and may change. */
    LayerGraph(ComputationGraphConfiguration configuration, Purpose purpose) {
        network =
                new ComputationGraph(
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
        return network.getOutputLayer(0);
    }

    @Override
    public INDArray parameters() {
        return network.params();
    }

    @Override
    public INDArray gradient() {
        return network.getGradientsViewArray();
    }

    @Override
    public double backpropagate(INDArray features, INDArray targets) {
        network.setInput(0, features);
        network.setLabels(targets);
        network.computeGradientAndScore();
        return network.score();
    }

    @Override
    public INDArray outputs(INDArray features) {
        return network.outputSingle(false, features);
    }

    @Override
    public void write(OutputStream zip) throws IOException {
        ModelSerializer.writeModel(network, zip, false);
    }
}
