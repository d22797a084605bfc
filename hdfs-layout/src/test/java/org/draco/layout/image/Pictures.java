package org.draco.layout.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures to write and read back. */
final class Pictures {

    private Pictures() {}

    static byte[] encode(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, file)) {
            throw new AssertionError("no writer for " + format);
        }
        return file.toByteArray();
    }

    /** A grey PNG of these values, row by row. */
    static byte[] grey(int width, int... values) throws IOException {
        BufferedImage picture =
                new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setPixels(0, 0, width, values.length / width, values);
        return encode(picture, "png");
    }

    /** A colour PNG of these pixels 0xRRGGBB, row by row. */
    static byte[] colour(int width, int... pixels) throws IOException {
        return encode(picture(width, pixels), "png");
    }

    static BufferedImage picture(int width, int... pixels) {
        BufferedImage picture =
                new BufferedImage(width, pixels.length / width, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, pixels.length / width, pixels, 0, width);
        return picture;
    }

    static byte[] noise(long seed, int width, int height, String format) throws IOException {
        return encode(picture(width, new Random(seed).ints(width * height).toArray()), format);
    }
}
