package org.draco.container.model;

import java.util.Arrays;

/**
 * What a convolution's window sees at each place of its output, as the rows of a matrix (im2col), and back. The matrix has a row
 * for each [sample][row][column] of the output and a column for each [channel][y][x] of the window, as weights lie; outside of the
 * picture there is 0.
 *
 * @param samples pictures
 * @param channels of each
 * @param rows of the input
 * @param columns of the input
 * @param side of the square window
 * @param stride in both directions
 * @param padding on all four sides
 */
record Patches(
        int samples, int channels, int rows, int columns, int side, int stride, int padding) {

    /** Rows of the output. */
    int outputRows() {
        return (rows + 2 * padding - side) / stride + 1;
    }

    /** Columns of the output. */
    int outputColumns() {
        return (columns + 2 * padding - side) / stride + 1;
    }

    /** How many values the matrix has. */
    long size() {
        return (long) samples * outputRows() * outputColumns() * channels * side * side;
    }

    /** What to do with a value of the matrix that is one of the input. */
    private interface Visit {
        void at(int matrix, int input);
    }

    /**
     * Copies the input into the matrix.
     *
     * @param input [sample][channel][row][column]
     * @param matrix overwritten
     */
    void gather(float[] input, float[] matrix) {
        Arrays.fill(matrix, 0, (int) size(), 0);
        forEach((at, from) -> matrix[at] = input[from]);
    }

    /**
     * Adds the matrix up where its values came from.
     *
     * @param matrix not changed
     * @param input overwritten
     */
    void scatter(float[] matrix, float[] input) {
        Arrays.fill(input, 0, samples * channels * rows * columns, 0);
        forEach((at, from) -> input[from] += matrix[at]);
    }

    private void forEach(Visit visit) {
        int outputs = outputRows() * outputColumns();
        int at = 0;
        for (int output = 0; output < samples * outputs; output++) {
            int top = output % outputs / outputColumns() * stride - padding;
            int left = output % outputColumns() * stride - padding;
            int first = output / outputs * channels;
            for (int plane = first; plane < first + channels; plane++) {
                for (int row = top; row < top + side; row++) {
                    for (int column = left; column < left + side; column++, at++) {
                        if (row >= 0 && row < rows && column >= 0 && column < columns) {
                            visit.at(at, (plane * rows + row) * columns + column);
                        }
                    }
                }
            }
        }
    }
}
