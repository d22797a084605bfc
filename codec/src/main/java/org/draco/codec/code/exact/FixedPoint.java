package org.draco.codec.code.exact;

import java.util.Arrays;
import org.draco.codec.Parallelism;
import org.draco.codec.kernel.ResidueKernels;
import org.draco.codec.kernel.RowKernels;
import org.draco.codec.vector.ResidueVector;

/**
 * Floats as residues modulo p and back: {@code x} becomes the integer nearest to {@code x / 2^E}, where each block of
 * parameters has its own exponent E.
 *
 * <p><b>Guarantee.</b> Rounding is to nearest, ties to even. What is larger than {@link #limit()} units becomes the limit
 * with its sign (infinities too), NaN becomes 0; both are counted, and both are the same on every machine. Up to
 * {@link #terms()} residues add up without wrapping around: {@code terms * limit <= (p - 1) / 2}. So the sum of n vectors
 * without saturation is off by at most n half units, whatever the order of addition, and {@link #decode} rounds that sum
 * to float once.
 *
 * <p>Immutable and thread-safe; derived in {@code docs/codes.md}.
 */
public final class FixedPoint {

    private static final ResidueKernels KERNELS = ResidueKernels.best();

    /** In so many parts a vector is decoded, and looked at for its largest components. */
    private static final int PARTS = 16;

    /** The exponents that are possible: finer units are below the smallest float, coarser ones above the largest. */
    static final int MIN_EXPONENT = -180;

    static final int MAX_EXPONENT = 127;

    /** Room between the last gradient's largest component in a block and saturation, in powers of two. */
    public static final int DEFAULT_HEADROOM_BITS = 3;

    /** How far a block's unit may lie below the coarsest block's: as far as a float's last bit below its first. */
    private static final int MAX_SPREAD = 24;

    /** Units up to 2^22 in size are what one addition of floats rounds to, see {@link RoundedTile}. */
    private static final int MAX_BITS = 22;

    private final int terms;
    private final int blockSize;
    private final int bits;

    /**
     * @param terms n, the most vectors that are ever added up
     * @param blockSize how many parameters share an exponent, at least 1
     * @throws IllegalArgumentException naming the value that is impossible
     */
    public FixedPoint(int terms, int blockSize) {
        if (terms < 1 || terms > 1 << 20) {
            throw new IllegalArgumentException(
                    "terms: expected 1.." + (1 << 20) + ", found " + terms);
        }
        if (blockSize < 1) {
            throw new IllegalArgumentException(
                    "block size: expected at least 1, found " + blockSize);
        }
        this.terms = terms;
        this.blockSize = blockSize;
        int room = 31 - Integer.numberOfLeadingZeros((PrimeField.P - 1) / 2 / terms);
        this.bits = Math.min(room, MAX_BITS);
    }

    /** n, the most vectors that may be added up. */
    public int terms() {
        return terms;
    }

    /** How many parameters share an exponent. */
    public int blockSize() {
        return blockSize;
    }

    /** The largest number of units that a component can have: a power of two. */
    public int limit() {
        return 1 << bits;
    }

    /** How many exponents d parameters need. */
    public int blocks(int dimension) {
        return (int) (((long) dimension + blockSize - 1) / blockSize);
    }

    /**
     * Exponents for a step before which nothing was decoded.
     *
     * @param rangeBits components up to 2^rangeBits in size do not saturate
     */
    public int[] firstExponents(int dimension, int rangeBits) {
        int[] exponents = new int[blocks(dimension)];
        Arrays.fill(exponents, clamp(rangeBits - bits));
        return exponents;
    }

    /**
     * Exponents for a step from the gradient that was decoded before it, so that no worker has a say in them: each
     * block's largest component, finite ones only, fits with {@code headroomBits} powers of two to spare. A block
     * whose components are all zero or much smaller than those of others is treated as if its largest were 2^-24 of the
     * whole vector's.
     *
     * @param lastDecoded d components on the scale of one batch's gradient (the mean, not the sum); only read
     * @param first what {@link #firstExponents} gave; used while the whole vector is zero
     * @param parallelism who works on it; the result does not depend on it
     */
    public int[] chooseExponents(
            float[] lastDecoded, int headroomBits, int[] first, Parallelism parallelism) {
        int[] exponents = new int[blocks(lastDecoded.length)];
        forEachPart(
                exponents.length,
                parallelism,
                (fromBlock, toBlock) -> {
                    for (int block = fromBlock; block < toBlock; block++) {
                        float largest = largestFinite(lastDecoded, block);
                        exponents[block] =
                                largest == 0 ? Integer.MIN_VALUE : Math.getExponent(largest) + 1;
                    }
                });
        int coarsest = Arrays.stream(exponents).max().orElse(Integer.MIN_VALUE);
        if (coarsest == Integer.MIN_VALUE) {
            return first.clone();
        }
        for (int block = 0; block < exponents.length; block++) {
            int range = Math.max(exponents[block], coarsest - MAX_SPREAD);
            exponents[block] = clamp(range + headroomBits - bits);
        }
        return exponents;
    }

    private float largestFinite(float[] vector, int block) {
        int from = block * blockSize;
        int to = (int) Math.min(vector.length, (long) from + blockSize);
        int bits = RowKernels.best().largestMagnitude(vector, from, to);
        if (bits < RowKernels.FIRST_NOT_FINITE) {
            return Float.intBitsToFloat(bits);
        }
        float largest = 0;
        for (int i = from; i < to; i++) {
            float size = Math.abs(vector[i]);
            if (size > largest && size <= Float.MAX_VALUE) {
                largest = size;
            }
        }
        return largest;
    }

    /** Does something with blocks {@code from .. to - 1}. */
    private interface Blocks {
        void act(int from, int to);
    }

    private static void forEachPart(int blocks, Parallelism parallelism, Blocks action) {
        int parts = Math.min(PARTS, blocks);
        parallelism.forEach(
                parts,
                part ->
                        action.act(
                                (int) ((long) blocks * part / parts),
                                (int) ((long) blocks * (part + 1) / parts)));
    }

    private static int clamp(int exponent) {
        return Math.max(MIN_EXPONENT, Math.min(MAX_EXPONENT, exponent));
    }

    /**
     * Rounds a vector.
     *
     * @param vector d components of any value; only read
     * @param exponents one for each block
     * @param residues receives d residues
     * @return how many components saturated or were not a number
     */
    public int encode(float[] vector, int[] exponents, ResidueVector residues) {
        long[] lanes = residues.lanes();
        Arrays.fill(lanes, 0);
        int saturated = 0;
        for (int i = 0; i < vector.length; i++) {
            int exponent = exponents[i / blockSize];
            int units = units(vector[i], exponent);
            if (saturates(vector[i], exponent)) {
                saturated++;
            }
            long residue = units + ((units >> 31) & PrimeField.P);
            lanes[i / 2] |= residue << (i % 2 * Integer.SIZE);
        }
        return saturated;
    }

    /** The integer that {@code x} becomes. */
    int units(float x, int exponent) {
        if (Float.isNaN(x)) {
            return 0;
        }
        double scaled = Math.rint(x * power(-exponent));
        return (int) Math.max(-limit(), Math.min(limit(), scaled));
    }

    /** Whether {@code x} is counted: NaN, or larger than the limit. */
    boolean saturates(float x, int exponent) {
        return !(Math.abs(Math.rint(x * power(-exponent))) <= limit());
    }

    /** 2^exponent, exactly. */
    private static double power(int exponent) {
        return Double.longBitsToDouble((1023L + exponent) << 52);
    }

    /**
     * The mean of up to {@link #terms()} vectors from the sum of their residues; each component is the exact mean,
     * rounded to float once. With {@code divisor} 1 it is the sum.
     *
     * @param sum d residues
     * @param exponents as they were in encoding
     * @param divisor n for the mean, 1 for the sum
     * @param vector receives d components
     */
    public void decode(ResidueVector sum, int[] exponents, int divisor, float[] vector) {
        decode(sum, exponents, divisor, vector, Parallelism.NONE);
    }

    /**
     * As {@link #decode(ResidueVector, int[], int, float[])}.
     *
     * @param parallelism who works on it; the result does not depend on it
     */
    public void decode(
            ResidueVector sum,
            int[] exponents,
            int divisor,
            float[] vector,
            Parallelism parallelism) {
        requireDivisor(divisor);
        forEachPart(
                exponents.length,
                parallelism,
                (from, to) -> decodeBlocks(sum, exponents, divisor, vector, from, to));
    }

    private void decodeBlocks(
            ResidueVector sum,
            int[] exponents,
            int divisor,
            float[] vector,
            int fromBlock,
            int toBlock) {
        long[] lanes = sum.lanes();
        for (int block = fromBlock; block < toBlock; block++) {
            double unit = power(exponents[block]);
            int from = block * blockSize;
            int to = (int) Math.min(sum.length(), (long) from + blockSize);
            KERNELS.means(lanes, from, to, unit, divisor, vector);
        }
    }

    /**
     * As {@link #decode(ResidueVector, int[], int, float[])} for {@code vector[from .. to - 1]}, from packed sums of
     * {@code divisor} units plus limits.
     */
    void decode(long[] biased, int from, int to, int[] exponents, int divisor, float[] vector) {
        int bias = divisor << bits;
        for (int i = from; i < to; i++) {
            int at = i - from;
            int units = (int) (biased[at / 2] >>> (at % 2 * Integer.SIZE)) - bias;
            vector[i] = quotient(units, power(exponents[i / blockSize]), divisor);
        }
    }

    private static float quotient(int units, double unit, int divisor) {
        // Rounding a quotient to double first does no harm, see docs/codes.md.
        return (float) (units * unit / divisor);
    }

    /** Complains about a number of vectors that is not 1 .. n. */
    void requireDivisor(int divisor) {
        if (divisor < 1 || divisor > terms) {
            throw new IllegalArgumentException(
                    "divisor: expected 1.." + terms + ", found " + divisor);
        }
    }
}
