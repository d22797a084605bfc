package org.draco.codec.aggregate;

import java.util.function.BiConsumer;

/**
 * A coordinate-wise rule for one n and s.
 *
 * @param network orders the values of every column, as far as {@code combine} needs it
 * @param combine reads row i of the first array as the i-th smallest values, and writes one value per column into the
 *     second; may use the first as scratch
 */
record ColumnForm(SortingNetwork network, BiConsumer<float[][], float[]> combine) {}
