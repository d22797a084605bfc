package org.draco.codec.kernel;

/**
 * Passes over columns {@code from} to {@code to}, exclusive, of rows of equal length. Stateless; rows are only read.
 *
 * <p>All implementations give the same bits.
 */
public interface RowKernels {

    /** The bits of infinity; those of NaN are above, those of all numbers below. */
    int FIRST_NOT_FINITE = 0x7f800000;

    /** What this machine does best; the choice is made once. */
    static RowKernels best() {
        return BestKernels.ROWS;
    }

    /** How a log names it. */
    String name();

    /**
     * Adds to {@code sums[i][j]}, j &lt;= i, the inner product of rows i and j over these columns: in single precision with
     * fused multiply-add over at most {@value PairProducts#TERMS} terms, then in double.
     *
     * <p>The error is at most 2^-17 of the sum of the products' magnitudes, and about 1e-8 where errors are as often up as
     * down. Products above 3.4e38 become infinite, and those below 1e-38 lose digits.
     */
    void products(float[][] rows, int from, int to, double[][] sums);

    /** As {@link #products}, with every product exact and every sum in double. */
    void preciseProducts(float[][] rows, int from, int to, double[][] sums);

    /**
     * Writes to {@code result[from]} .. {@code result[to - 1]} the sum of the rows, each times its weight: in double, fused
     * multiply-add in the order of the rows, then rounded. Rows of weight zero are not read.
     */
    void weightedSum(float[][] rows, double[] weights, int from, int to, float[] result);

    /**
     * Writes to {@code results[p]}, in these columns, what {@link #weightedSum} makes of the rows and {@code weights[p]}; all
     * rows are finite.
     */
    void weightedSums(float[][] rows, double[][] weights, int from, int to, float[][] results);

    /**
     * The largest magnitude in these columns of a row, as the bits of a float without its sign: below {@link
     * #FIRST_NOT_FINITE} if there is neither NaN nor an infinity; 0 of no columns.
     */
    int largestMagnitude(float[] row, int from, int to);

    /**
     * Copies these columns of a row to the beginning of {@code into}, as {@link #order} leaves them.
     *
     * @return whether there is neither NaN nor an infinity among them
     */
    boolean copyOrdered(float[] row, int from, int to, float[] into);

    /** Turns these columns into the form in which they can be compared the fastest; a second time, back. */
    void order(float[] row, int from, int to);

    /**
     * Puts these columns of the rows in order, as far as the program does; -0 is smaller than 0. No value may be NaN.
     *
     * @param rows ordered
     * @param to a multiple of {@value PairProducts#LANES} after {@code from}
     */
    void exchange(float[][] rows, ExchangeProgram program, int from, int to);

    /**
     * Writes to {@code mean[0]} and so on the mean of rows {@code first} to {@code end}, exclusive, in these columns: added up
     * in double, in this order.
     *
     * @param to a multiple of {@value PairProducts#LANES} after {@code from}
     */
    void mean(float[][] rows, int first, int end, int from, int to, float[] mean);

    /**
     * Moves to the first m rows, in each of these columns, the m values nearest to a centre, in no particular order; of two
     * equally near ones the smaller.
     *
     * @param sorted ascending in every column, not ordered; afterwards its other rows hold anything
     * @param centre one for each column, that of {@code from} first
     * @param to a multiple of {@value PairProducts#LANES} after {@code from}
     */
    void nearestFirst(float[][] sorted, int from, int to, float[] centre, int m);
}
