package org.draco.container.model;

/**
 * Logistic regression on the values of a sample: for two classes one output, the probability of class 1 by a sigmoid, with
 * d = values + 1; for more, softmax regression with d = (values + 1) classes.
 *
 * <p>With two classes a sample counts as right if |label - probability| is below one half.
 *
 * <p><b>Source.</b> The model {@code simples-logit} that was published with El-Mhamdi, Guerraoui, Rouault, <i>Distributed
 * Momentum for Byzantine-resilient Learning</i>, arXiv 2003.00010, with its loss {@code bce} and criterion {@code sigmoid}.
 * <b>Departure:</b> the loss is that of {@link LogisticLoss}.
 */
final class Logistic extends Architecture {

    Logistic() {
        super("logistic", 1);
    }

    @Override
    Targets targets(int classes, double smoothing) {
        return classes == 2 ? new YesOrNo(smoothing) : new OneOfMany(classes, smoothing);
    }

    @Override
    Computation layers(InputShape input, Targets targets, Purpose purpose) {
        return new LayerChain(
                LayerForms.network()
                        .list()
                        .layer(LayerForms.output(targets))
                        .setInputType(LayerForms.samples(input))
                        .build(),
                purpose);
    }
}
