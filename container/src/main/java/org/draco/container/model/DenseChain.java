package org.draco.container.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Dense layers with ReLU between them, on the values of a sample in their order. They take samples of every shape.
 *
 * <p>The last layer gives softmax and cross entropy one value per class, which DRACO's network passes through a sigmoid first.
 */
final class DenseChain extends Architecture {

    private final int[] hidden;
    private final boolean sigmoid;

    private DenseChain(String name, boolean sigmoid, int... hidden) {
        super(name, 1);
        this.hidden = hidden;
        this.sigmoid = sigmoid;
    }

    /**
     * DRACO's fully connected network: 784-800-500-10, 1,033,510 parameters on MNIST.
     *
     * <p>As in its published code a sigmoid stands <i>between</i> the last layer and softmax. So no class gets more than e
     * times the probability of another, and with ten classes the loss does not fall below log(1 + 9 / e) = 1.461.
     *
     * <p><b>Source.</b> Chen, Wang, Charles, Papailiopoulos, <i>DRACO</i>, ICML 2018, and its published model.
     */
    static DenseChain fc() {
        return new DenseChain("FC", true, 800, 500);
    }

    /**
     * One hidden layer of 100: 784-100-10, 79,510 parameters on MNIST.
     *
     * <p><b>Source.</b> El-Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Learning</i>, arXiv
     * 2003.00010, and its published model {@code simples-full}.
     */
    static DenseChain mnist100() {
        return new DenseChain("mnist-100", false, 100);
    }

    @Override
    Computation layers(InputShape input, Targets targets, Purpose purpose) {
        NeuralNetConfiguration.ListBuilder list = LayerForms.network().list();
        for (int width : hidden) {
            list.layer(LayerForms.dense(width)).layer(LayerForms.relu());
        }
        if (sigmoid) {
            list.layer(LayerForms.dense(targets.outputs()))
                    .layer(LayerForms.activation(Activation.SIGMOID))
                    .layer(softmax(targets.outputs()));
        } else {
            list.layer(LayerForms.output(targets));
        }
        return new LayerChain(list.setInputType(LayerForms.samples(input)).build(), purpose);
    }

    private static LossLayer softmax(int outputs) {
        LossLayer layer =
                new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
        layer.setNOut(outputs); // else Deeplearning4j warns that it does not know
        return layer;
    }
}
