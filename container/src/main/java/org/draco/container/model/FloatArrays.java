package org.draco.container.model;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Two arrays in Java's memory for what a layer computes in Java: shared by all layers of a network, as only one computes at a
 * time, and as large as the largest layer needs. Copying there and back costs a tenth of what the computation would by ND4J's
 * general loops.
 *
 * <p>Not thread-safe.
 */
final class FloatArrays {

    private final float[][] arrays = {{}, {}};

    /**
     * The values of a native array in the order of its indices, last fastest.
     *
     * @param which of the two arrays takes them: 0 or 1
     * @return an array of at least as many values, good until the next call for the same one
     */
    float[] read(int which, INDArray from) {
        int length = Math.toIntExact(from.length());
        float[] values = take(which, length);
        INDArray dense =
                from.ordering() == 'c' && Shape.hasDefaultStridesForShape(from)
                        ? from
                        : from.dup('c');
        pointer(dense).get(values, 0, length);
        return values;
    }

    /**
     * One of the arrays, with whatever stands in it.
     *
     * @return an array of at least so many values, good until the next call for the same one
     */
    float[] take(int which, int length) {
        if (arrays[which].length < length) {
            arrays[which] = new float[length];
        }
        return arrays[which];
    }

    /** Overwrites a native array whose values lie one after the other. */
    static void write(float[] values, INDArray into) {
        pointer(into).put(values, 0, Math.toIntExact(into.length()));
    }

    private static FloatPointer pointer(INDArray array) {
        return new FloatPointer(array.data().pointer()).position(array.offset());
    }
}
