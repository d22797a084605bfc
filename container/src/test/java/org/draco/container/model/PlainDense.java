package org.draco.container.model;

import org.draco.container.data.Batch;

/**
 * The second opinion on dense chains: dense layers with ReLU between them, in plain Java and in double, sample by sample.
 * Parameters lie as in {@link PlainLeNet}.
 */
final class PlainDense {

    private final int[] widths;
    private final boolean sigmoid;
    private final double[] parameters;
    private final double[] gradient;

    private PlainDense(int[] widths, boolean sigmoid, double[] parameters) {
        this.widths = widths;
        this.sigmoid = sigmoid;
        this.parameters = parameters;
        this.gradient = new double[parameters.length];
    }

    /**
     * Mean loss of a batch and its gradient.
     *
     * @param widths how many values go in, then how many come out of each layer; 1 at last is logistic regression
     * @param sigmoid whether one stands before softmax
     */
    static PlainLeNet.Answer at(int[] widths, boolean sigmoid, double[] parameters, Batch batch) {
        PlainDense net = new PlainDense(widths, sigmoid, parameters);
        double loss = 0;
        for (int i = 0; i < batch.size(); i++) {
            double[] sample = new double[widths[0]];
            for (int j = 0; j < sample.length; j++) {
                sample[j] = batch.features()[i * sample.length + j];
            }
            loss += net.sample(sample, batch.labels()[i]);
        }
        for (int i = 0; i < net.gradient.length; i++) {
            net.gradient[i] /= batch.size();
        }
        return new PlainLeNet.Answer(loss / batch.size(), net.gradient);
    }

    private double sample(double[] sample, int label) {
        double[][] inputs = new double[widths.length - 1][];
        double[] values = sample;
        int at = 0;
        for (int layer = 0; layer + 1 < widths.length; layer++) {
            inputs[layer] = values.clone();
            if (layer > 0) {
                for (int i = 0; i < values.length; i++) {
                    inputs[layer][i] = Math.max(0, values[i]);
                }
            }
            values = forward(inputs[layer], widths[layer + 1], at);
            at += (widths[layer] + 1) * widths[layer + 1];
        }
        double[] back = new double[values.length];
        double loss =
                values.length == 1 ? binary(values[0], label, back) : softmax(values, label, back);
        for (int layer = widths.length - 2; layer >= 0; layer--) {
            at -= (widths[layer] + 1) * widths[layer + 1];
            back = backward(inputs[layer], back, at);
            for (int i = 0; layer > 0 && i < back.length; i++) {
                back[i] = inputs[layer][i] > 0 ? back[i] : 0;
            }
        }
        return loss;
    }

    private static double binary(double z, int label, double[] back) {
        double p = 1 / (1 + Math.exp(-z));
        back[0] = p - label;
        return -Math.log(label == 1 ? p : 1 - p);
    }

    private double softmax(double[] values, int label, double[] back) {
        double[] logits = values.clone();
        if (sigmoid) {
            for (int c = 0; c < logits.length; c++) {
                logits[c] = 1 / (1 + Math.exp(-values[c]));
            }
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        for (int c = 0; c < logits.length; c++) {
            back[c] = Math.exp(logits[c]) / sum - (c == label ? 1 : 0);
            back[c] *= sigmoid ? logits[c] * (1 - logits[c]) : 1;
        }
        return Math.log(sum) - logits[label];
    }

    private double[] forward(double[] input, int outputs, int at) {
        double[] output = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            output[o] = parameters[at + input.length * outputs + o];
            for (int i = 0; i < input.length; i++) {
                output[o] += input[i] * parameters[at + o * input.length + i];
            }
        }
        return output;
    }

    private double[] backward(double[] input, double[] back, int at) {
        double[] further = new double[input.length];
        for (int o = 0; o < back.length; o++) {
            gradient[at + input.length * back.length + o] += back[o];
            for (int i = 0; i < input.length; i++) {
                gradient[at + o * input.length + i] += back[o] * input[i];
                further[i] += back[o] * parameters[at + o * input.length + i];
            }
        }
        return further;
    }
}
