package org.draco.codec.seed;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers that is a function of a seed, a purpose and coordinates (such as step and worker) alone.
 *
 * <p>Two streams whose purposes or coordinates differ are independent for all practical ends; two with equal ones are
 * equal on every machine and in every release: the algorithm is part of the format of a job and is pinned by a test. It
 * is not for secrets.
 *
 * <p>Not thread-safe; make one where it is needed, that costs a few nanoseconds.
 *
 * <p><b>Source.</b> SplitMix64: Steele, Lea, Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA 2014,
 * figure 17 (the mixing constants are Stafford's variant 13). <b>Departure:</b> the initial state is derived by running
 * the mixer over seed, purpose and coordinates in turn.
 */
public final class StepRandom implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /**
     * @param seed the job's seed
     * @param purpose what the numbers are for, e.g. {@code "liars"}; keeps the streams of different uses apart
     * @param coordinates where they are used, e.g. step and worker
     */
    public StepRandom(long seed, String purpose, long... coordinates) {
        long h = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            h = mix((h ^ purpose.charAt(i)) + GOLDEN_GAMMA);
        }
        h = mix((h ^ ~coordinates.length) + GOLDEN_GAMMA);
        for (long coordinate : coordinates) {
            h = mix((h ^ mix(coordinate + GOLDEN_GAMMA)) + GOLDEN_GAMMA);
        }
        state = h;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * A number drawn evenly from {@code 0 .. bound - 1}, without bias.
     *
     * @throws IllegalArgumentException if {@code bound < 1}
     */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound: expected at least 1, found " + bound);
        }
        // Lemire, "Fast random integer generation in an interval", 2019: multiply, reject the short
        // first part.
        long product = (nextLong() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        if (low < bound) {
            long threshold = (0x100000000L - bound) % bound;
            while (low < threshold) {
                product = (nextLong() >>> 32) * bound;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }

    /** A number drawn evenly from the multiples of 2^-53 in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number: Box and Muller's transform in {@link StrictMath}, so that every machine agrees. */
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /** The numbers {@code 0 .. n - 1} in random order (Fisher and Yates); a new array. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
