package org.draco.codec.code.spectral;

import java.util.Arrays;
import java.util.Random;

/** What liars send. The colluding kinds look at all liars' and all honest answers. */
enum FloatLie {
    /** The answer times -100. */
    REVERSED,
    /** -100 everywhere. */
    CONSTANT,
    /** Normal numbers, other ones for each liar. */
    RANDOM,
    /** 1 more in one component, the same for nobody. */
    ONE_UNIT_IN_ONE_COORDINATE,
    /** 1e15 everywhere. */
    HUGE,
    /** The first liar huge, the others off by one unit. */
    HUGE_AND_SMALL,
    /** NaN in one component. */
    NOT_A_NUMBER,
    /** Infinity in one component. */
    INFINITE,
    /** One component too few. */
    TOO_SHORT,
    /** No component. */
    EMPTY,
    /** Honest plus one and the same vector for all liars. */
    SAME_VECTOR_ADDED,
    /** Honest plus one vector times another factor for each liar. */
    PROPORTIONAL_VECTORS_ADDED,
    /** One and the same answer from all liars. */
    SAME_ANSWER,
    /** The next honest worker's answer. */
    COPY_OF_A_NEIGHBOUR;

    /** Replaces the liars' answers. */
    void tell(float[][] answers, int[] liars, Random random) {
        int length = answers[0].length;
        float[] shared = new float[length];
        for (int i = 0; i < length; i++) {
            shared[i] = (float) random.nextGaussian();
        }
        float[][] honest = answers.clone();
        for (int k = 0; k < liars.length; k++) {
            answers[liars[k]] =
                    lie(honest[liars[k]].clone(), k, shared, random, neighbour(honest, liars, k));
        }
    }

    private float[] lie(float[] x, int k, float[] shared, Random random, float[] neighbour) {
        int one = random.nextInt(x.length);
        switch (this) {
            case REVERSED -> add(x, x, -101);
            case CONSTANT -> Arrays.fill(x, -100);
            case RANDOM -> {
                for (int i = 0; i < x.length; i++) {
                    x[i] = (float) random.nextGaussian();
                }
            }
            case ONE_UNIT_IN_ONE_COORDINATE -> x[one] += 1;
            case HUGE -> Arrays.fill(x, 1e15f);
            case HUGE_AND_SMALL -> {
                if (k == 0) {
                    Arrays.fill(x, 1e25f);
                } else {
                    x[one] += 1;
                }
            }
            case NOT_A_NUMBER -> x[one] = Float.NaN;
            case INFINITE -> x[one] = Float.NEGATIVE_INFINITY;
            case TOO_SHORT -> x = Arrays.copyOf(x, x.length - 1);
            case EMPTY -> x = new float[0];
            case SAME_VECTOR_ADDED -> add(x, shared, 1);
            case PROPORTIONAL_VECTORS_ADDED -> add(x, shared, (k + 1) * (k % 2 == 0 ? 1 : -1));
            case SAME_ANSWER -> x = shared.clone();
            case COPY_OF_A_NEIGHBOUR -> x = neighbour.clone();
            default -> throw new AssertionError(this);
        }
        return x;
    }

    private static void add(float[] x, float[] other, float factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] += factor * other[i];
        }
    }

    private static float[] neighbour(float[][] honest, int[] liars, int k) {
        int worker = liars[k];
        do {
            worker = (worker + 1) % honest.length;
        } while (contains(liars, worker));
        return honest[worker];
    }

    private static boolean contains(int[] liars, int worker) {
        return Arrays.stream(liars).anyMatch(liar -> liar == worker);
    }
}
