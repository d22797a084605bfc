package org.draco.container.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.draco.container.data.Batch;

/**
 * The second opinion on networks of every kind: layers in plain Java and in double, a whole batch at a time, that remember how
 * to go back. A test draws its network by calling them.
 *
 * <p>Parameters are looked up by the name of their layer and lie as {@link PlainLeNet} says; those of batch normalisation are
 * scale and shift, and among the statistics mean and variance.
 */
final class PlainNetwork {

    /** What stands between two layers: samples x channels x rows x columns, and the derivative of the loss by each. */
    static final class Values {
        final int samples;
        final int channels;
        final int rows;
        final int columns;
        final double[] at;
        final double[] back;

        Values(int samples, int channels, int rows, int columns) {
            this.samples = samples;
            this.channels = channels;
            this.rows = rows;
            this.columns = columns;
            this.at = new double[samples * channels * rows * columns];
            this.back = new double[at.length];
        }

        int place(int sample, int channel, int row, int column) {
            return ((sample * channels + channel) * rows + row) * columns + column;
        }
    }

    private static final double EPSILON = 1e-5;

    private final Map<String, Integer> trained = new HashMap<>();
    private final Map<String, Integer> statistics = new HashMap<>();
    private final double[] parameters;
    private final boolean training;
    private final List<Runnable> wayBack = new ArrayList<>();

    /** By the parameters; of the statistics, what is to be subtracted. Filled by {@link #softmax}. */
    final double[] gradient;

    /**
     * @param layers of the network, whose names and sizes of parameters are taken, and nothing else
     * @param parameters in the model's order
     * @param training whether batch normalisation takes the batch's own mean and variance
     */
    PlainNetwork(Computation layers, float[] parameters, boolean training) {
        this.parameters = GradientModelContract.toDoubles(parameters);
        this.gradient = new double[parameters.length];
        this.training = training;
        List<org.deeplearning4j.nn.api.Layer> inOrder = new ArrayList<>();
        for (var layer : layers.layers()) {
            if (layer.numParams() > 0) {
                inOrder.add(layer);
            }
        }
        inOrder.sort((one, other) -> Long.compare(one.params().offset(), other.params().offset()));
        int at = 0;
        int rest = ParameterOrder.of(layers).trainable();
        for (var layer : inOrder) {
            String name = layer.conf().getLayer().getLayerName();
            int size = Math.toIntExact(layer.numParams());
            boolean normalises = layer.paramTable().containsKey("mean");
            trained.put(name, at);
            statistics.put(name, rest);
            at += normalises ? size / 2 : size;
            rest += normalises ? size / 2 : 0;
        }
    }

    /** Where the trained parameters of a layer start. */
    int start(String layer) {
        return trained.get(layer);
    }

    /** Where the running mean of a layer starts; its variance follows. */
    int statistics(String layer) {
        return statistics.get(layer);
    }

    /** Adds to a parameter, more finely than a float could. */
    void move(int parameter, double by) {
        parameters[parameter] += by;
    }

    Values input(Batch batch) {
        Values input = new Values(batch.size(), batch.channels(), batch.height(), batch.width());
        for (int i = 0; i < input.at.length; i++) {
            input.at[i] = batch.features()[i];
        }
        return input;
    }

    private interface Product {
        void of(int output, int input, int weight);
    }

    Values convolution(String name, Values x, int side, int filters, int stride, boolean bias) {
        return convolution(name, x, side, filters, stride, side / 2, bias);
    }

    Values convolution(
            String name, Values x, int side, int filters, int stride, int padding, boolean bias) {
        int rows = (x.rows + 2 * padding - side) / stride + 1;
        int columns = (x.columns + 2 * padding - side) / stride + 1;
        Values y = new Values(x.samples, filters, rows, columns);
        int biases = trained.get(name);
        int weights = biases + (bias ? filters : 0);
        for (int i = 0; bias && i < y.at.length; i++) {
            y.at[i] = parameters[biases + i / (rows * columns) % filters];
        }
        int[] window = {side, stride, padding, weights};
        products(x, y, window, (o, i, w) -> y.at[o] += x.at[i] * parameters[w]);
        wayBack.add(
                () -> {
                    for (int i = 0; bias && i < y.at.length; i++) {
                        gradient[biases + i / (rows * columns) % filters] += y.back[i];
                    }
                    products(
                            x,
                            y,
                            window,
                            (o, i, w) -> {
                                gradient[w] += y.back[o] * x.at[i];
                                x.back[i] += y.back[o] * parameters[w];
                            });
                });
        return y;
    }

    private static void products(Values x, Values y, int[] window, Product product) {
        int side = window[0];
        for (int sample = 0; sample < y.samples; sample++) {
            for (int filter = 0; filter < y.channels; filter++) {
                for (int place = 0; place < y.rows * y.columns; place++) {
                    int row = place / y.columns;
                    int column = place % y.columns;
                    int output = y.place(sample, filter, row, column);
                    for (int tap = 0; tap < x.channels * side * side; tap++) {
                        int channel = tap / (side * side);
                        int from = row * window[1] - window[2] + tap / side % side;
                        int to = column * window[1] - window[2] + tap % side;
                        if (from >= 0 && from < x.rows && to >= 0 && to < x.columns) {
                            product.of(
                                    output,
                                    x.place(sample, channel, from, to),
                                    window[3] + filter * x.channels * side * side + tap);
                        }
                    }
                }
            }
        }
    }

    Values normalised(String name, Values x) {
        Values y = new Values(x.samples, x.channels, x.rows, x.columns);
        for (int channel = 0; channel < x.channels; channel++) {
            int[] places = places(x, channel);
            int scale = trained.get(name) + channel;
            int shift = scale + x.channels;
            int running = statistics.get(name) + channel;
            double mean = 0;
            for (int i : places) {
                mean += x.at[i] / places.length;
            }
            double variance = 0;
            for (int i : places) {
                variance += (x.at[i] - mean) * (x.at[i] - mean) / places.length;
            }
            gradient[running] = 0.1 * (parameters[running] - mean);
            gradient[running + x.channels] = 0.1 * (parameters[running + x.channels] - variance);
            double centre = training ? mean : parameters[running];
            double spread = training ? variance : parameters[running + x.channels];
            double deviation = Math.sqrt(spread + EPSILON);
            for (int i : places) {
                y.at[i] = parameters[scale] * (x.at[i] - centre) / deviation + parameters[shift];
            }
            wayBack.add(() -> back(x, y, places, scale, shift, centre, deviation));
        }
        return y;
    }

    /** As in Ioffe and Szegedy, Batch normalization, ICML 2015, section 3. */
    private void back(
            Values x,
            Values y,
            int[] places,
            int scale,
            int shift,
            double centre,
            double deviation) {
        double byVariance = 0;
        double byMean = 0;
        for (int i : places) {
            double normal = (x.at[i] - centre) / deviation;
            gradient[scale] += y.back[i] * normal;
            gradient[shift] += y.back[i];
            double byNormal = y.back[i] * parameters[scale];
            byVariance += byNormal * (x.at[i] - centre) * -0.5 * Math.pow(deviation, -3);
            byMean -= byNormal / deviation;
        }
        for (int i : places) {
            x.back[i] +=
                    y.back[i] * parameters[scale] / deviation
                            + byVariance * 2 * (x.at[i] - centre) / places.length
                            + byMean / places.length;
        }
    }

    private static int[] places(Values x, int channel) {
        int[] places = new int[x.at.length / x.channels];
        int at = 0;
        for (int sample = 0; sample < x.samples; sample++) {
            for (int i = 0; i < x.rows * x.columns; i++) {
                places[at++] = x.place(sample, channel, 0, 0) + i;
            }
        }
        return places;
    }

    Values relu(Values x) {
        Values y = new Values(x.samples, x.channels, x.rows, x.columns);
        for (int i = 0; i < y.at.length; i++) {
            y.at[i] = Math.max(0, x.at[i]);
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < y.at.length; i++) {
                        x.back[i] += x.at[i] > 0 ? y.back[i] : 0;
                    }
                });
        return y;
    }

    /** The largest of side x side, in steps of two. */
    Values pool(Values x, int side) {
        Values y =
                new Values(
                        x.samples, x.channels, (x.rows - side) / 2 + 1, (x.columns - side) / 2 + 1);
        int[] from = new int[y.at.length];
        for (int plane = 0; plane < x.samples * x.channels; plane++) {
            for (int place = 0; place < y.rows * y.columns; place++) {
                int output = plane * y.rows * y.columns + place;
                int corner =
                        (plane * x.rows + place / y.columns * 2) * x.columns
                                + place % y.columns * 2;
                from[output] = corner;
                for (int tap = 0; tap < side * side; tap++) {
                    int other = corner + tap / side * x.columns + tap % side;
                    if (x.at[other] > x.at[from[output]]) {
                        from[output] = other;
                    }
                }
                y.at[output] = x.at[from[output]];
            }
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < from.length; i++) {
                        x.back[from[i]] += y.back[i];
                    }
                });
        return y;
    }

    /** Each value times its own factor, which no gradient goes by: dropout. */
    Values times(Values x, float[] factors) {
        Values y = new Values(x.samples, x.channels, x.rows, x.columns);
        for (int i = 0; i < y.at.length; i++) {
            y.at[i] = x.at[i] * factors[i];
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < y.at.length; i++) {
                        x.back[i] += y.back[i] * factors[i];
                    }
                });
        return y;
    }

    Values sum(Values one, Values other) {
        Values y = new Values(one.samples, one.channels, one.rows, one.columns);
        for (int i = 0; i < y.at.length; i++) {
            y.at[i] = one.at[i] + other.at[i];
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < y.at.length; i++) {
                        one.back[i] += y.back[i];
                        other.back[i] += y.back[i];
                    }
                });
        return y;
    }

    /** As many channels of zeros behind those that are there. */
    Values padded(Values x) {
        Values y = new Values(x.samples, 2 * x.channels, x.rows, x.columns);
        int size = x.at.length / x.samples;
        for (int i = 0; i < x.at.length; i++) {
            y.at[i / size * 2 * size + i % size] = x.at[i];
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < x.at.length; i++) {
                        x.back[i] += y.back[i / size * 2 * size + i % size];
                    }
                });
        return y;
    }

    Values means(Values x) {
        Values y = new Values(x.samples, x.channels, 1, 1);
        int size = x.rows * x.columns;
        for (int i = 0; i < x.at.length; i++) {
            y.at[i / size] += x.at[i] / size;
        }
        wayBack.add(
                () -> {
                    for (int i = 0; i < x.at.length; i++) {
                        x.back[i] += y.back[i / size] / size;
                    }
                });
        return y;
    }

    Values dense(String name, Values x, int outputs) {
        Values y = new Values(x.samples, outputs, 1, 1);
        int inputs = x.at.length / x.samples;
        int weights = trained.get(name);
        int biases = weights + inputs * outputs;
        for (int o = 0; o < y.at.length; o++) {
            y.at[o] = parameters[biases + o % outputs];
            for (int i = 0; i < inputs; i++) {
                y.at[o] +=
                        x.at[o / outputs * inputs + i]
                                * parameters[weights + o % outputs * inputs + i];
            }
        }
        wayBack.add(
                () -> {
                    for (int o = 0; o < y.at.length; o++) {
                        gradient[biases + o % outputs] += y.back[o];
                        for (int i = 0; i < inputs; i++) {
                            int w = weights + o % outputs * inputs + i;
                            gradient[w] += y.back[o] * x.at[o / outputs * inputs + i];
                            x.back[o / outputs * inputs + i] += y.back[o] * parameters[w];
                        }
                    }
                });
        return y;
    }

    /** The mean loss of softmax and cross entropy; goes all the way back. */
    double softmax(Values logits, int[] labels) {
        double loss = 0;
        int classes = logits.channels;
        for (int sample = 0; sample < logits.samples; sample++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits.at[sample * classes + c]);
            }
            loss += Math.log(sum) - logits.at[sample * classes + labels[sample]];
            for (int c = 0; c < classes; c++) {
                logits.back[sample * classes + c] =
                        (Math.exp(logits.at[sample * classes + c]) / sum
                                        - (c == labels[sample] ? 1 : 0))
                                / logits.samples;
            }
        }
        Collections.reverse(wayBack);
        wayBack.forEach(Runnable::run);
        return loss / logits.samples;
    }
}
