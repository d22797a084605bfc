package org.draco.container.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which component of our vector is which of Deeplearning4j's: what is trained first, then the statistics, each part in
 * Deeplearning4j's order. Without statistics both are the same.
 *
 * <pre>
 *   Deeplearning4j   conv1 | gamma1 beta1 | mean1 var1 | conv2 | gamma2 beta2 | mean2 var2 | dense
 *   ours             conv1 | gamma1 beta1 | conv2 | gamma2 beta2 | dense | mean1 var1 | mean2 var2
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
final class ParameterOrder {

    private static final Set<String> STATISTICS = Set.of("mean", "var", "log10stdev");

    /** A run of components: where it starts there and here. */
    private record Segment(int theirs, int ours, int length) {}

    private final List<Segment> segments = new ArrayList<>();
    private final int dimension;
    private final int trainable;

    private ParameterOrder(List<int[]> statistics, int dimension) {
        this.dimension = dimension;
        int ours = 0;
        int theirs = 0;
        for (int[] run : statistics) {
            ours = add(theirs, ours, run[0] - theirs);
            theirs = run[0] + run[1];
        }
        ours = add(theirs, ours, dimension - theirs);
        this.trainable = ours;
        for (int[] run : statistics) {
            ours = add(run[0], ours, run[1]);
        }
    }

    private int add(int theirs, int ours, int length) {
        if (length > 0) {
            segments.add(new Segment(theirs, ours, length));
        }
        return ours + length;
    }

    /** The order of a network's parameters. */
    static ParameterOrder of(Computation network) {
        INDArray all = network.parameters();
        List<int[]> statistics = new ArrayList<>();
        for (Layer layer : network.layers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization) {
                for (Map.Entry<String, INDArray> one : layer.paramTable().entrySet()) {
                    if (STATISTICS.contains(one.getKey())) {
                        INDArray view = one.getValue();
                        statistics.add(
                                new int[] {
                                    Math.toIntExact(view.offset() - all.offset()),
                                    Math.toIntExact(view.length())
                                });
                    }
                }
            }
        }
        statistics.sort((one, other) -> Integer.compare(one[0], other[0]));
        return new ParameterOrder(statistics, Math.toIntExact(all.length()));
    }

    /** d. */
    int dimension() {
        return dimension;
    }

    /** How many components are trained; they come first. */
    int trainable() {
        return trainable;
    }

    /** Copies our vector to where Deeplearning4j computes. */
    void put(float[] ours, FloatBuffer theirs) {
        for (Segment segment : segments) {
            theirs.put(segment.theirs, ours, segment.ours, segment.length);
        }
    }

    /** Copies Deeplearning4j's vector into ours. */
    void get(FloatBuffer theirs, float[] ours) {
        for (Segment segment : segments) {
            theirs.get(segment.theirs, ours, segment.ours, segment.length);
        }
    }
}
