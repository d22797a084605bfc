package org.draco.codec.code;

import java.util.Arrays;
import java.util.Random;

/** The kinds of fault that every code is tried with. A colluding kind gives all its liars the same vector. */
enum Lie {
    /** The gradient times -100. */
    REVERSED,
    /** -100 everywhere: all liars agree, in all groups. */
    CONSTANT,
    /** Normal numbers, other ones for each liar. */
    RANDOM,
    /** The lowest bit of one component. */
    ONE_BIT,
    /** The sign of a zero, or else the lowest bit. */
    NEGATIVE_ZERO,
    /** NaN in one component. */
    NOT_A_NUMBER,
    /** Infinity everywhere. */
    INFINITE,
    /** One component too few. */
    TOO_SHORT,
    /** One component too many, the others honest. */
    TOO_LONG,
    /** No component. */
    EMPTY,
    /** The honest digest, but another gradient when it is asked for. */
    BROKEN_PROMISE,
    /** The honest digest, but a gradient of another length. */
    BROKEN_PROMISE_TOO_SHORT,
    /** The honest digest, and lost when asked for the gradient. */
    WITHHELD,
    /** The honest digest and gradient, followed by other digests. */
    CONTRADICTING_ITSELF,
    /** A lie, followed by the honest digest. */
    REPENTING,
    /** Lost without a word. */
    SILENT;

    /** Whether an honest first digest hides the lie unless the worker is asked for the gradient. */
    boolean announcesTheTruth() {
        return switch (this) {
            case BROKEN_PROMISE, BROKEN_PROMISE_TOO_SHORT, WITHHELD, CONTRADICTING_ITSELF -> true;
            default -> false;
        };
    }

    /** Whether the decoder hears something false from this worker as soon as it hears anything. */
    boolean isPlain() {
        return !announcesTheTruth() && this != SILENT;
    }

    Conduct conduct(float[] honest, Random random) {
        float[] lie = honest.clone();
        switch (this) {
            case REVERSED -> {
                for (int i = 0; i < lie.length; i++) {
                    lie[i] *= -100;
                }
            }
            case CONSTANT, REPENTING -> Arrays.fill(lie, -100);
            case RANDOM -> {
                for (int i = 0; i < lie.length; i++) {
                    lie[i] = (float) random.nextGaussian();
                }
            }
            case ONE_BIT -> flipLowestBit(lie, random.nextInt(lie.length));
            case NEGATIVE_ZERO -> {
                if (lie[0] == 0f) {
                    lie[0] = -lie[0];
                } else {
                    flipLowestBit(lie, 0);
                }
            }
            case NOT_A_NUMBER -> lie[random.nextInt(lie.length)] = Float.NaN;
            case INFINITE -> Arrays.fill(lie, Float.POSITIVE_INFINITY);
            case TOO_SHORT, BROKEN_PROMISE_TOO_SHORT -> lie = Arrays.copyOf(lie, lie.length - 1);
            case TOO_LONG -> lie = Arrays.copyOf(lie, lie.length + 1);
            case EMPTY -> lie = new float[0];
            case BROKEN_PROMISE -> lie[0] += 1;
            case WITHHELD, CONTRADICTING_ITSELF, SILENT -> {}
            default -> throw new AssertionError(this);
        }
        return switch (this) {
            case BROKEN_PROMISE, BROKEN_PROMISE_TOO_SHORT ->
                    Conduct.breakingThePromise(honest, lie);
            case WITHHELD -> Conduct.breakingThePromise(honest, null);
            case CONTRADICTING_ITSELF ->
                    Conduct.of(lie).followedBy(new float[] {1}, new float[] {random.nextFloat()});
            case REPENTING -> Conduct.of(lie).followedBy(honest);
            case SILENT -> Conduct.silence();
            default -> Conduct.of(lie);
        };
    }

    private static void flipLowestBit(float[] vector, int index) {
        vector[index] = Float.intBitsToFloat(Float.floatToRawIntBits(vector[index]) ^ 1);
    }
}
