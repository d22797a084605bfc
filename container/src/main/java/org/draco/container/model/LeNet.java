package org.draco.container.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * LeNet as DRACO trains it; 431,080 parameters for ten kinds of digits of 28 x 28 pixels.
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
final class LeNet extends Architecture {

    LeNet() {
        super("LeNet", 16);
    }

    @Override
    Computation layers(InputShape input, Targets targets, Purpose purpose) {
        return new LayerChain(configuration(input, targets), purpose);
    }

    static MultiLayerConfiguration configuration(InputShape input, Targets targets) {
        return LayerForms.network()
                .list()
                .layer(LayerForms.convolution(5, 20))
                .layer(LayerForms.maxPool())
                .layer(LayerForms.relu())
                .layer(LayerForms.convolution(5, 50))
                .layer(LayerForms.maxPool())
                .layer(LayerForms.relu())
                .layer(LayerForms.dense(500))
                .layer(LayerForms.output(targets))
                .setInputType(LayerForms.samples(input))
                .build();
    }
}
