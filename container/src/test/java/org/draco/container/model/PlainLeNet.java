package org.draco.container.model;

import java.util.Arrays;
import org.draco.container.data.Batch;

/**
 * The second opinion on LeNet: written out in plain Java and in double, sample by sample, from the chain rule alone.
 *
 * <p>Parameters lie as Deeplearning4j lays them out: of a convolution first the biases, then the weights [out][in][y][x];
 * of a dense layer first the weights [out][in] (its matrix is in columns), then the biases.
 */
final class PlainLeNet {

    private static final int K = 5;

    private final double[] parameters;
    private final double[] gradient;
    private int at;

    private PlainLeNet(double[] parameters) {
        this.parameters = parameters;
        this.gradient = new double[parameters.length];
    }

    /** Mean loss of a batch and its gradient. */
    record Answer(double loss, double[] gradient) {}

    static Answer at(double[] parameters, Batch batch) {
        PlainLeNet net = new PlainLeNet(parameters);
        double loss = 0;
        int size = batch.features().length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            double[] sample = new double[size];
            for (int j = 0; j < size; j++) {
                sample[j] = batch.features()[i * size + j];
            }
            loss += net.sample(sample, batch.labels()[i]);
        }
        for (int i = 0; i < net.gradient.length; i++) {
            net.gradient[i] /= batch.size();
        }
        return new Answer(loss / batch.size(), net.gradient);
    }

    private double sample(double[] input, int label) {
        at = 0;
        Stage first = new Convolution(input, 1, 28, 20);
        Stage firstPool = new PoolThenRelu(first.output, 20, 24);
        Stage second = new Convolution(firstPool.output, 20, 12, 50);
        Stage secondPool = new PoolThenRelu(second.output, 50, 8);
        Stage hidden = new Dense(secondPool.output, 500);
        Stage logits = new Dense(hidden.output, 10);

        double largest = Arrays.stream(logits.output).max().orElseThrow();
        double sum = 0;
        for (double logit : logits.output) {
            sum += Math.exp(logit - largest);
        }
        double[] back = new double[10];
        for (int c = 0; c < 10; c++) {
            back[c] = Math.exp(logits.output[c] - largest) / sum - (c == label ? 1 : 0);
        }
        Stage[] stages = {logits, hidden, secondPool, second, firstPool, first};
        for (Stage stage : stages) {
            back = stage.backward(back);
        }
        return Math.log(sum) + largest - logits.output[label];
    }

    /** One layer at one sample: made by going forward, asked once to go backward. */
    private abstract static class Stage {
        double[] output;

        /** From the derivative by the output to the one by the input; adds the parameters' on the way. */
        abstract double[] backward(double[] back);
    }

    private final class Convolution extends Stage {
        private final double[] input;
        private final int inputs;
        private final int side;
        private final int outputs;
        private final int out;
        private final int bias = at;
        private final int weights;

        Convolution(double[] input, int inputs, int side, int outputs) {
            this.input = input;
            this.inputs = inputs;
            this.side = side;
            this.outputs = outputs;
            this.out = side - K + 1;
            this.weights = bias + outputs;
            at = weights + outputs * inputs * K * K;
            output = new double[outputs * out * out];
            for (int o = 0; o < outputs; o++) {
                Arrays.fill(output, o * out * out, (o + 1) * out * out, parameters[bias + o]);
            }
            forEachProduct((y, x, w) -> output[y] += input[x] * parameters[w]);
        }

        @Override
        double[] backward(double[] back) {
            double[] further = new double[input.length];
            for (int y = 0; y < back.length; y++) {
                gradient[bias + y / (out * out)] += back[y];
            }
            forEachProduct(
                    (y, x, w) -> {
                        gradient[w] += back[y] * input[x];
                        further[x] += back[y] * parameters[w];
                    });
            return further;
        }

        private void forEachProduct(Product product) {
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    for (int k = 0; k < K * K; k++) {
                        plane(o, i, k, product);
                    }
                }
            }
        }

        private void plane(int o, int i, int k, Product product) {
            int w = weights + (o * inputs + i) * K * K + k;
            for (int row = 0; row < out; row++) {
                for (int column = 0; column < out; column++) {
                    int x = (i * side + row + k / K) * side + column + k % K;
                    product.at((o * out + row) * out + column, x, w);
                }
            }
        }
    }

    /** One product that a convolution sums up: places in output, input and parameters. */
    private interface Product {
        void at(int y, int x, int w);
    }

    private static final class PoolThenRelu extends Stage {
        private final int[] from;
        private final int inputs;

        PoolThenRelu(double[] input, int channels, int side) {
            int half = side / 2;
            inputs = input.length;
            output = new double[channels * half * half];
            from = new int[output.length];
            for (int y = 0; y < output.length; y++) {
                int corner = (y / half) * 2 * side + (y % half) * 2;
                int best = corner;
                for (int x : new int[] {corner + 1, corner + side, corner + side + 1}) {
                    best = input[x] > input[best] ? x : best;
                }
                from[y] = best;
                output[y] = Math.max(0, input[best]);
            }
        }

        @Override
        double[] backward(double[] back) {
            double[] further = new double[inputs];
            for (int y = 0; y < back.length; y++) {
                further[from[y]] = output[y] > 0 ? back[y] : 0;
            }
            return further;
        }
    }

    private final class Dense extends Stage {
        private final double[] input;
        private final int weights = at;
        private final int bias;

        Dense(double[] input, int outputs) {
            this.input = input;
            this.bias = weights + input.length * outputs;
            at = bias + outputs;
            output = new double[outputs];
            for (int o = 0; o < outputs; o++) {
                output[o] = parameters[bias + o];
                for (int i = 0; i < input.length; i++) {
                    output[o] += input[i] * parameters[weights + o * input.length + i];
                }
            }
        }

        @Override
        double[] backward(double[] back) {
            double[] further = new double[input.length];
            for (int o = 0; o < back.length; o++) {
                gradient[bias + o] += back[o];
                for (int i = 0; i < input.length; i++) {
                    int w = weights + o * input.length + i;
                    gradient[w] += back[o] * input[i];
                    further[i] += back[o] * parameters[w];
                }
            }
            return further;
        }
    }
}
