package org.draco.container.model;

/** Logistic regression with more than two classes. */
class SoftmaxRegressionTest extends DenseNetworkContract {

    @Override
    Network network() {
        return new Logistic();
    }

    @Override
    InputShape input() {
        return new InputShape(1, 1, 8);
    }

    @Override
    int classes() {
        return 3;
    }

    @Override
    int[] widths() {
        return new int[] {8, 3};
    }

    @Override
    double tolerance() {
        return 1e-6;
    }
}
