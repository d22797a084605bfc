package org.draco.bin.arrays;

import java.util.Set;
import java.util.TreeSet;

/** One row for each worker. Closed: the numbers that travel. Rows are not copied. */
public sealed interface Answers {

    /** P. */
    int workers();

    /** The workers whose row is NaN throughout, which is how an array says that there was none; a new set. */
    Set<Integer> absent();

    /**
     * One float for each component.
     *
     * @param rows P rows of one length
     */
    record Floats(float[][] rows) implements Answers {
        @Override
        public int workers() {
            return rows.length;
        }

        @Override
        public Set<Integer> absent() {
            return nanThroughout(rows);
        }
    }

    /**
     * Real and imaginary parts in turn.
     *
     * @param rows P rows of one length, which is even
     */
    record Complexes(float[][] rows) implements Answers {
        @Override
        public int workers() {
            return rows.length;
        }

        @Override
        public Set<Integer> absent() {
            return nanThroughout(rows);
        }
    }

    /**
     * Unsigned 32-bit residues of fixed-point numbers.
     *
     * @param rows P rows of one length
     * @param exponents of the fixed-point form, one for each block of parameters
     */
    record Residues(int[][] rows, int[] exponents) implements Answers {
        @Override
        public int workers() {
            return rows.length;
        }

        /** Nobody: an integer cannot say so. */
        @Override
        public Set<Integer> absent() {
            return new TreeSet<>();
        }
    }

    private static Set<Integer> nanThroughout(float[][] rows) {
        Set<Integer> absent = new TreeSet<>();
        for (int worker = 0; worker < rows.length; worker++) {
            if (allNaN(rows[worker])) {
                absent.add(worker);
            }
        }
        return absent;
    }

    private static boolean allNaN(float[] row) {
        for (float x : row) {
            if (!Float.isNaN(x)) {
                return false;
            }
        }
        return true;
    }
}
