package org.draco.codec.code.spectral;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * The answers of one step: the two passes over the data. What is left to each precision is its innermost loops, which index all
 * their arrays alike, since only such loops are vectorised by the compiler.
 *
 * <p><b>Order of work.</b> Answers are added up four at a time, which reads four streams of memory at once and loads and stores the
 * sum once for all four; then the same four blocks, now in the cache, are sketched. (The other way around, sketch before
 * sum, took 1.5 times as long: a copy of one stream waits for memory.) Beside the answers there is one vector of their
 * length, and for the complex code one of half that.
 *
 * @param <V> the array type, float[] or double[]
 */
abstract class Answers<V> {

    private static final int TOGETHER = 4;

    private final V[] answers;
    private final boolean complex;
    private final int length;
    private final V sum;
    private final V rotated;

    /**
     * Takes the answers without copying them.
     *
     * @param answers one per worker, null where it is missing
     * @param length components of a right answer
     */
    Answers(V[] answers, boolean complex, int length) {
        this.answers = answers;
        this.complex = complex;
        this.length = length;
        this.sum = newVector(length);
        this.rotated = newVector(AnswerSketch.BLOCK);
    }

    /** Whether this worker's answer did not come. */
    final boolean isMissing(int worker) {
        return answers[worker] == null;
    }

    /** Components of this worker's answer. */
    final int length(int worker) {
        return Array.getLength(answers[worker]);
    }

    /** Adds up the answers but the excluded ones, for {@link #sum}, while sketching them. */
    final void sumAndSketch(AnswerSketch sketch, boolean[] excluded) {
        int[] kept = others(excluded);
        double[] ones = new double[answers.length];
        Arrays.fill(ones, 1);
        for (int from = 0; from < length; from += AnswerSketch.BLOCK) {
            int to = Math.min(length, from + AnswerSketch.BLOCK);
            sketch.nextBlock();
            takeWeights(sketch.weights());
            for (int first = 0; first < kept.length; first += TOGETHER) {
                int last = Math.min(kept.length, first + TOGETHER);
                addRows(kept, first, last, ones, from, to);
                for (int k = first; k < last; k++) {
                    rotate(answers[kept[k]], from, to, sketch);
                    fold(rotated, kept[k]);
                }
            }
        }
        for (int worker : kept) {
            takeLanes(worker, sketch.lanes(worker));
        }
    }

    /** As {@link #sumAndSketch}, when that has been done before. */
    final void sumAndSketchAgain(AnswerSketch sketch, boolean[] excluded) {
        clear(sum, 0, length);
        clearLanes();
        sumAndSketch(sketch, excluded);
    }

    /** What the last pass added up: the receiver's to keep, if it is the last. */
    final V sum() {
        if (!complex) {
            return sum;
        }
        V parts = newVector(length / 2);
        takeAlternate(sum, 0, 1, parts);
        return parts;
    }

    /** {@code sum_j v_j y_j} over the workers that are not excluded (real part, for the complex code); touches no excluded answer. */
    final V weightedSum(ComplexMatrix recovery, boolean[] excluded) {
        int[] kept = others(excluded);
        addUp(kept, recovery.re);
        V real = sum();
        if (complex) {
            addUp(kept, recovery.im);
            takeAlternate(sum, 1, -1, real);
        }
        return real;
    }

    private void addUp(int[] kept, double[] weights) {
        for (int from = 0; from < length; from += AnswerSketch.BLOCK) {
            int to = Math.min(length, from + AnswerSketch.BLOCK);
            clear(sum, from, to);
            for (int first = 0; first < kept.length; first += TOGETHER) {
                addRows(kept, first, Math.min(kept.length, first + TOGETHER), weights, from, to);
            }
        }
    }

    private void addRows(int[] kept, int first, int last, double[] weights, int from, int to) {
        if (last - first == TOGETHER) {
            int[] four = Arrays.copyOfRange(kept, first, last);
            addFour(answers, four, weights, from, to, sum);
            return;
        }
        for (int k = first; k < last; k++) {
            addOne(answers[kept[k]], weights[kept[k]], from, to, sum);
        }
    }

    /** Copies a block, each row rotated by its own offset; what the answer lacks of a block is zero. */
    private void rotate(V answer, int from, int to, AnswerSketch sketch) {
        if (to - from < AnswerSketch.BLOCK) {
            clear(rotated, 0, AnswerSketch.BLOCK);
        }
        int row = 0;
        for (int start = from; start < to; start += AnswerSketch.LANES) {
            int offset = sketch.offset(row);
            int base = row * AnswerSketch.LANES;
            int size = Math.min(AnswerSketch.LANES, to - start);
            int straight = Math.min(size, AnswerSketch.LANES - offset);
            System.arraycopy(answer, start, rotated, base + offset, straight);
            System.arraycopy(answer, start + straight, rotated, base, size - straight);
            row++;
        }
    }

    private int[] others(boolean[] excluded) {
        boolean[] kept = new boolean[excluded.length];
        for (int worker = 0; worker < kept.length; worker++) {
            kept[worker] = !excluded[worker];
        }
        return Certificate.marked(kept);
    }

    /** The smallest positive number: what rounding may cost where it is no longer relative. */
    abstract double smallestError();

    abstract V newVector(int length);

    abstract void clear(V vector, int from, int to);

    /** Notes the weights of the sketch's current block. */
    abstract void takeWeights(float[] weights);

    /** Weights a block's rows and adds them up, pair by pair, into the first, and that to the worker's lanes. Destroys the block. */
    abstract void fold(V block, int worker);

    /** Forgets what has been added up in all lanes. */
    abstract void clearLanes();

    /** What has been added up in a worker's lanes. */
    abstract void takeLanes(int worker, double[] lanes);

    /** {@code sum += weight * row} from {@code from} to {@code to}. */
    abstract void addOne(V row, double weight, int from, int to, V sum);

    /** As {@link #addOne} for four rows. */
    abstract void addFour(V[] rows, int[] four, double[] weights, int from, int to, V sum);

    /** Adds every other component, from {@code first} on, times {@code sign}, to the parts. */
    abstract void takeAlternate(V interleaved, int first, int sign, V parts);
}
