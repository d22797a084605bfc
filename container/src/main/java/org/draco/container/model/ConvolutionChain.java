package org.draco.container.model;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;

/** Convolutions, pools and dense layers one after the other: the small networks of the papers, and VGG. */
final class ConvolutionChain extends Architecture {

    private final BiFunction<ListBuilder, Targets, ListBuilder> layers;

    private ConvolutionChain(
            String name, int leastSide, BiFunction<ListBuilder, Targets, ListBuilder> layers) {
        super(name, leastSide);
        this.layers = layers;
    }

    @Override
    Computation layers(InputShape input, Targets targets, Purpose purpose) {
        return new LayerChain(
                layers.apply(LayerForms.network().list(), targets)
                        .setInputType(LayerForms.samples(input))
                        .build(),
                purpose);
    }

    /**
     * The convolutional network of Distributed Momentum for MNIST; 431,080 parameters.
     *
     * <pre>
     *   1 x 28 x 28 -> conv 5x5, 20 -> ReLU -> max pool 2x2      20 x 12 x 12          520 parameters
     *               -> conv 5x5, 50 -> ReLU -> max pool 2x2      50 x  4 x  4       25,050
     *               -> dense 500 -> ReLU                         500               400,500
     *               -> dense 10 -> softmax, cross entropy        10                  5,010
     * </pre>
     *
     * <p>It is {@link LeNet} but for the ReLU after the first dense layer. Pool and ReLU stand in the other order, which
     * changes nothing; here they stand as in LeNet, where ReLU has a quarter of the values to look at.
     *
     * <p><b>Source.</b> El-Mhamdi, Guerraoui, Rouault, <i>Distributed Momentum for Byzantine-resilient Learning</i>, arXiv
     * 2003.00010, and its published model {@code simples-conv}.
     */
    static ConvolutionChain mnistConvolution() {
        return new ConvolutionChain(
                "mnist-conv",
                16,
                (list, targets) ->
                        list.layer(LayerForms.convolution(5, 20))
                                .layer(LayerForms.maxPool())
                                .layer(LayerForms.relu())
                                .layer(LayerForms.convolution(5, 50))
                                .layer(LayerForms.maxPool())
                                .layer(LayerForms.relu())
                                .layer(LayerForms.dense(500))
                                .layer(LayerForms.relu())
                                .layer(LayerForms.output(targets)));
    }

    /**
     * The network of Distributed Momentum for CIFAR; 1,310,922 parameters on CIFAR-10.
     *
     * <pre>
     *   3 x 32 x 32 -> 2 x (conv 3x3, 64 -> ReLU -> batch norm) -> max pool 2x2 -> dropout 1/4       64 x 16 x 16
     *               -> 2 x (conv 3x3, 128 -> ReLU -> batch norm) -> max pool 2x2 -> dropout 1/4     128 x  8 x  8
     *               -> dense 128 -> ReLU -> dropout 1/4 -> dense 10 -> softmax, cross entropy
     * </pre>
     *
     * <p>ReLU stands <i>before</i> batch normalisation. With more than ten classes the dense layer has 256 outputs, as published
     * for CIFAR-100.
     *
     * <p><b>Source.</b> As {@link #mnistConvolution}: the model {@code empire-cnn}, after Xie, Koyejo, Gupta, <i>Fall of
     * empires</i>, UAI 2019.
     */
    static ConvolutionChain empire() {
        return new ConvolutionChain(
                "empire-cnn",
                4,
                (list, targets) -> {
                    for (int filters : new int[] {64, 128}) {
                        for (int i = 0; i < 2; i++) {
                            list.layer(LayerForms.padded(filters))
                                    .layer(LayerForms.relu())
                                    .layer(LayerForms.batchNormalisation());
                        }
                        list.layer(LayerForms.maxPool()).layer(LayerForms.dropout(0.25));
                    }
                    return list.layer(LayerForms.dense(targets.outputs() > 10 ? 256 : 128))
                            .layer(LayerForms.relu())
                            .layer(LayerForms.dropout(0.25))
                            .layer(LayerForms.output(targets));
                });
    }

    /**
     * VGG with batch normalisation and the dense layers that DRACO's published code gives it for CIFAR.
     *
     * <pre>
     *   3 x 32 x 32 -> five stages of (conv 3x3 -> batch norm -> ReLU), each ended by max pool 2x2      512 x 1 x 1
     *               -> 2 x (dropout 1/2 -> dense 512 -> ReLU) -> dense 10 -> softmax, cross entropy
     * </pre>
     *
     * <p><b>Source.</b> Simonyan, Zisserman, <i>Very deep convolutional networks for large-scale image recognition</i>, ICLR
     * 2015, table 1, columns A, B, D, E; and DRACO's published model. <b>Departure:</b> that code draws the weights of
     * convolutions from a normal distribution; here they start as all layers do.
     *
     * @param depth 11, 13, 16 or 19: layers with weights, of which three are dense
     * @param convolutions in each of the five stages
     */
    static ConvolutionChain vgg(int depth, int... convolutions) {
        return vggOfWidth(64, depth, convolutions);
    }

    /** As {@link #vgg}, with another number of channels in the first stage. */
    static ConvolutionChain vggOfWidth(int width, int depth, int... convolutions) {
        return new ConvolutionChain(
                "VGG-" + depth,
                1 << convolutions.length,
                (list, targets) -> {
                    for (int stage = 0; stage < convolutions.length; stage++) {
                        for (int i = 0; i < convolutions[stage]; i++) {
                            list.layer(LayerForms.padded(width * Math.min(1 << stage, 8)))
                                    .layer(LayerForms.batchNormalisation())
                                    .layer(LayerForms.relu());
                        }
                        list.layer(LayerForms.maxPool());
                    }
                    for (int i = 0; i < 2; i++) {
                        list.layer(LayerForms.dropout(0.5))
                                .layer(LayerForms.dense(8 * width))
                                .layer(LayerForms.relu());
                    }
                    return list.layer(LayerForms.output(targets));
                });
    }
}
