package org.draco.layout.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** The values of a decoded picture, eight bits each; transparency is dropped. */
final class Pixels {

    private Pixels() {}

    /** Whether there is one value a pixel, and it is brightness. */
    static boolean isGrey(BufferedImage picture) {
        return picture.getColorModel().getNumColorComponents() == 1
                && !(picture.getColorModel() instanceof IndexColorModel);
    }

    /** height x width brightnesses. */
    static byte[] grey(BufferedImage picture) {
        if (isGrey(picture)) {
            return brightness(picture);
        }
        byte[] colours = colour(picture);
        int pixels = colours.length / 3;
        byte[] grey = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
            int red = colours[i] & 0xFF;
            int green = colours[pixels + i] & 0xFF;
            int blue = colours[2 * pixels + i] & 0xFF;
            // ITU-R BT.601 in 16 bits, rounded.
            grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
        }
        return grey;
    }

    /** 3 x height x width values: red, green, blue. */
    static byte[] colour(BufferedImage picture) {
        int width = picture.getWidth();
        int pixels = width * picture.getHeight();
        byte[] colours = new byte[Math.multiplyExact(3, pixels)];
        if (isGrey(picture)) {
            byte[] grey = brightness(picture);
            for (int c = 0; c < 3; c++) {
                System.arraycopy(grey, 0, colours, c * pixels, pixels);
            }
            return colours;
        }
        int[] row = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                colours[at] = (byte) (row[x] >> 16);
                colours[pixels + at] = (byte) (row[x] >> 8);
                colours[2 * pixels + at] = (byte) row[x];
            }
        }
        return colours;
    }

    /** From the raster: Java's own way to RGB would take the values for linear light and bend them. */
    private static byte[] brightness(BufferedImage picture) {
        Raster raster = picture.getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        int width = picture.getWidth();
        byte[] grey = new byte[width * picture.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                grey[y * width + x] = (byte) eightBits(row[x], bits);
            }
        }
        return grey;
    }

    private static int eightBits(int value, int bits) {
        if (bits == 8) {
            return value;
        }
        return bits == 16 ? value >> 8 : value * 255 / ((1 << bits) - 1);
    }
}
