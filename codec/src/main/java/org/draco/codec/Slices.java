package org.draco.codec;

/** Long vectors, worked on in slices by several threads. What is done to a component must not depend on where slices begin. */
public final class Slices {

    /** Components of a slice: of a few vectors they lie in a processor's second-level cache, and a thread is busy with them for microseconds. */
    private static final int LENGTH = 1 << 14;

    /** What is done to components {@code from .. to - 1}. */
    @FunctionalInterface
    public interface Slice {
        /** Safe for use by several threads, each with slices of its own. */
        void act(int from, int to);
    }

    private Slices() {}

    /**
     * Does all slices of a vector.
     *
     * @param length of the vector, at least 0
     * @param parallelism who does them
     */
    public static void forEach(int length, Parallelism parallelism, Slice slice) {
        int slices = (int) ((length + LENGTH - 1L) / LENGTH);
        parallelism.forEach(
                slices, i -> slice.act(i * LENGTH, (int) Math.min(length, (i + 1L) * LENGTH)));
    }
}
