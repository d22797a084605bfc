package org.draco.codec.code.spectral;

/** A small dense complex matrix, row by row, and the little linear algebra that the codes need. Mutable; owned by one thread. */
final class ComplexMatrix {

    final int rows;
    final int columns;
    final double[] re;
    final double[] im;

    ComplexMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.re = new double[rows * columns];
        this.im = new double[rows * columns];
    }

    void set(int row, int column, double real, double imaginary) {
        re[row * columns + column] = real;
        im[row * columns + column] = imaginary;
    }

    ComplexMatrix copy() {
        ComplexMatrix copy = new ComplexMatrix(rows, columns);
        System.arraycopy(re, 0, copy.re, 0, re.length);
        System.arraycopy(im, 0, copy.im, 0, im.length);
        return copy;
    }

    ComplexMatrix adjoint() {
        ComplexMatrix adjoint = new ComplexMatrix(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                adjoint.set(j, i, re[i * columns + j], -im[i * columns + j]);
            }
        }
        return adjoint;
    }

    /** Frobenius norm. */
    double norm() {
        double squares = 0;
        for (int i = 0; i < re.length; i++) {
            squares += re[i] * re[i] + im[i] * im[i];
        }
        return Math.sqrt(squares);
    }

    /** The square of the norm of the rows from {@code fromRow} on. */
    double squareBelow(int fromRow) {
        double squares = 0;
        for (int i = fromRow * columns; i < re.length; i++) {
            squares += re[i] * re[i] + im[i] * im[i];
        }
        return squares;
    }

    /** {@link #squareBelow} without what lies in the direction of a column of {@code other}. */
    double squareBeside(ComplexMatrix other, int column, int fromRow) {
        double length = 0;
        for (int i = fromRow; i < rows; i++) {
            length += other.squareAt(i, column);
        }
        double scale = length == 0 ? 0 : 1 / length;
        double squares = 0;
        for (int j = 0; j < columns; j++) {
            double dotRe = 0;
            double dotIm = 0;
            for (int i = fromRow; i < rows; i++) {
                int at = i * columns + j;
                int of = i * other.columns + column;
                dotRe += other.re[of] * re[at] + other.im[of] * im[at];
                dotIm += other.re[of] * im[at] - other.im[of] * re[at];
            }
            dotRe *= scale;
            dotIm *= scale;
            // Subtracted one by one: the difference of the squares would lose half of the digits.
            for (int i = fromRow; i < rows; i++) {
                int at = i * columns + j;
                int of = i * other.columns + column;
                double restRe = re[at] - (other.re[of] * dotRe - other.im[of] * dotIm);
                double restIm = im[at] - (other.re[of] * dotIm + other.im[of] * dotRe);
                squares += restRe * restRe + restIm * restIm;
            }
        }
        return squares;
    }

    /**
     * Triangularises this matrix in place by Householder reflections, applying them to {@code other} (of as many rows) too.
     * Afterwards the upper triangle of this is R of {@code A = QR}, what was below is zero, and other is {@code Q^H other}.
     */
    void triangularise(ComplexMatrix other) {
        for (int k = 0; k < Math.min(rows, columns); k++) {
            double below = 0;
            for (int i = k; i < rows; i++) {
                below += squareAt(i, k);
            }
            if (below == 0) {
                continue;
            }
            double length = Math.sqrt(below);
            int diagonal = k * columns + k;
            double size = Math.hypot(re[diagonal], im[diagonal]);
            double phaseRe = size == 0 ? 1 : re[diagonal] / size;
            double phaseIm = size == 0 ? 0 : im[diagonal] / size;
            double[] mirrorRe = new double[rows];
            double[] mirrorIm = new double[rows];
            for (int i = k; i < rows; i++) {
                mirrorRe[i] = re[i * columns + k];
                mirrorIm[i] = im[i * columns + k];
            }
            mirrorRe[k] += phaseRe * length;
            mirrorIm[k] += phaseIm * length;
            double scale = 1 / (length * (length + size));
            reflect(mirrorRe, mirrorIm, scale, k, k);
            other.reflect(mirrorRe, mirrorIm, scale, k, 0);
            for (int i = k + 1; i < rows; i++) {
                set(i, k, 0, 0);
            }
        }
    }

    private double squareAt(int row, int column) {
        int at = row * columns + column;
        return re[at] * re[at] + im[at] * im[at];
    }

    private void reflect(double[] uRe, double[] uIm, double scale, int fromRow, int fromColumn) {
        for (int j = fromColumn; j < columns; j++) {
            double dotRe = 0;
            double dotIm = 0;
            for (int i = fromRow; i < rows; i++) {
                int at = i * columns + j;
                dotRe += uRe[i] * re[at] + uIm[i] * im[at];
                dotIm += uRe[i] * im[at] - uIm[i] * re[at];
            }
            dotRe *= scale;
            dotIm *= scale;
            for (int i = fromRow; i < rows; i++) {
                int at = i * columns + j;
                re[at] -= uRe[i] * dotRe - uIm[i] * dotIm;
                im[at] -= uRe[i] * dotIm + uIm[i] * dotRe;
            }
        }
    }

    /** Solves {@code R x = b} in place for every column of b, R being the leading square of this upper triangle. */
    void backSubstitute(int size, ComplexMatrix b) {
        for (int column = 0; column < b.columns; column++) {
            for (int i = size - 1; i >= 0; i--) {
                double sumRe = b.re[i * b.columns + column];
                double sumIm = b.im[i * b.columns + column];
                for (int j = i + 1; j < size; j++) {
                    int at = i * columns + j;
                    int of = j * b.columns + column;
                    sumRe -= re[at] * b.re[of] - im[at] * b.im[of];
                    sumIm -= re[at] * b.im[of] + im[at] * b.re[of];
                }
                b.divide(i, column, sumRe, sumIm, re[i * columns + i], im[i * columns + i]);
            }
        }
    }

    /** Solves {@code R^H x = b} in place for every column of b. */
    void forwardSubstituteAdjoint(int size, ComplexMatrix b) {
        for (int column = 0; column < b.columns; column++) {
            for (int i = 0; i < size; i++) {
                double sumRe = b.re[i * b.columns + column];
                double sumIm = b.im[i * b.columns + column];
                for (int j = 0; j < i; j++) {
                    int at = j * columns + i;
                    int of = j * b.columns + column;
                    sumRe -= re[at] * b.re[of] + im[at] * b.im[of];
                    sumIm -= re[at] * b.im[of] - im[at] * b.re[of];
                }
                b.divide(i, column, sumRe, sumIm, re[i * columns + i], -im[i * columns + i]);
            }
        }
    }

    private void divide(int row, int column, double aRe, double aIm, double byRe, double byIm) {
        double size = byRe * byRe + byIm * byIm;
        set(row, column, (aRe * byRe + aIm * byIm) / size, (aIm * byRe - aRe * byIm) / size);
    }

    /** The product of this and another matrix. */
    ComplexMatrix times(ComplexMatrix other) {
        ComplexMatrix product = new ComplexMatrix(rows, other.columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                double aRe = re[i * columns + k];
                double aIm = im[i * columns + k];
                for (int j = 0; j < other.columns; j++) {
                    int of = k * other.columns + j;
                    int at = i * product.columns + j;
                    product.re[at] += aRe * other.re[of] - aIm * other.im[of];
                    product.im[at] += aRe * other.im[of] + aIm * other.re[of];
                }
            }
        }
        return product;
    }

    /** The least-norm x with {@code this x = b}, for a matrix of full row rank and no more rows than columns. */
    ComplexMatrix leastNormSolution(ComplexMatrix b) {
        ComplexMatrix triangle = adjoint();
        ComplexMatrix identity = new ComplexMatrix(columns, columns);
        for (int i = 0; i < columns; i++) {
            identity.set(i, i, 1, 0);
        }
        triangle.triangularise(identity);
        ComplexMatrix inner = new ComplexMatrix(columns, b.columns);
        System.arraycopy(b.re, 0, inner.re, 0, b.re.length);
        System.arraycopy(b.im, 0, inner.im, 0, b.im.length);
        triangle.forwardSubstituteAdjoint(rows, inner);
        return identity.adjoint().times(inner);
    }
}
