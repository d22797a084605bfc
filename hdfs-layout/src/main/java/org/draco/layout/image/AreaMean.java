package org.draco.layout.image;

import java.util.Arrays;

/**
 * Brings a picture to another size: each new pixel is the mean of the old ones over the area that it covers, rounded. So
 * shrinking loses detail and adds none, and growing repeats pixels; width and height each for itself. All in whole
 * numbers, so that every machine agrees.
 */
final class AreaMean {

    private AreaMean() {}

    /** @return a new array of channels x size.height x size.width bytes */
    static byte[] resize(byte[] old, int channels, int height, int width, ImageOptions.Size size) {
        byte[] resized = new byte[Math.multiplyExact(channels, size.width() * size.height())];
        long[] row = new long[size.width()];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < size.height(); y++) {
                // In units of 1 / new height of an old row, new row y covers [y h, (y + 1) h).
                Arrays.fill(row, 0);
                long top = (long) y * height;
                for (long from = top; from < top + height; ) {
                    int oldRow = (int) (from / size.height());
                    long to = Math.min(top + height, (oldRow + 1L) * size.height());
                    addRow(old, (c * height + oldRow) * width, width, to - from, row);
                    from = to;
                }
                long area = (long) height * width;
                for (int x = 0; x < size.width(); x++) {
                    resized[at++] = (byte) ((row[x] + area / 2) / area);
                }
            }
        }
        return resized;
    }

    /** Adds an old row, weighted by how much of it is covered, to the sums of a new row. */
    private static void addRow(byte[] old, int start, int width, long weight, long[] sums) {
        for (int x = 0; x < sums.length; x++) {
            long left = (long) x * width;
            long sum = 0;
            for (long from = left; from < left + width; ) {
                int column = (int) (from / sums.length);
                long to = Math.min(left + width, (column + 1L) * sums.length);
                sum += (to - from) * (old[start + column] & 0xFF);
                from = to;
            }
            sums[x] += weight * sum;
        }
    }
}
