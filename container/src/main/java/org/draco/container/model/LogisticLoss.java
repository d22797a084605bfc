package org.draco.container.model;

import java.util.function.DoubleBinaryOperator;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Binary cross entropy of a sigmoid, taken together: with z what goes into the sigmoid and y the target from 0 to 1,
 *
 * <pre>    loss = log(1 + exp(z)) - y z,      derivative by z = 1 / (1 + exp(-z)) - y,</pre>
 *
 * <p>exact for every finite z, computed in double. Deeplearning4j's own loss divides by the sigmoid's slope and multiplies it
 * back, so it must clip probabilities; PyTorch's takes a logarithm below -100 for -100, and its derivative vanishes where the
 * sigmoid rounds to 1.
 *
 * <p>Stands in for {@link org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT} while a network is trained; saved networks name
 * the latter. The activation is always taken to be the sigmoid. Without state.
 */
final class LogisticLoss implements ILossFunction {

    private static final long serialVersionUID = 1;

    @Override
    public double computeScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activation,
            INDArray mask,
            boolean average) {
        double sum = 0;
        for (int i = 0; i < labels.length(); i++) {
            sum += loss(labels.getDouble(i), preOutput.getDouble(i));
        }
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return each(labels, preOutput, LogisticLoss::loss);
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return each(labels, preOutput, LogisticLoss::derivative);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels,
            INDArray preOutput,
            IActivation activation,
            INDArray mask,
            boolean average) {
        return new Pair<>(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "logistic loss";
    }

    private static double loss(double y, double z) {
        return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** From the side where nothing cancels. */
    private static double derivative(double y, double z) {
        return z > 0 ? 1 - y - 1 / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)) - y;
    }

    private static INDArray each(INDArray labels, INDArray preOutput, DoubleBinaryOperator f) {
        INDArray result = Nd4j.createUninitialized(preOutput.dataType(), preOutput.shape(), 'c');
        for (int i = 0; i < result.length(); i++) {
            result.putScalar(i, f.applyAsDouble(labels.getDouble(i), preOutput.getDouble(i)));
        }
        return result;
    }
}
