package org.draco.layout.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Four IDX files in a local directory, to be read or to be damaged first. */
final class IdxSet {

    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    final byte[] trainImages;
    final byte[] trainLabels;
    final byte[] testImages;
    final byte[] testLabels;

    /** 12 training and 5 test pictures of 3 x 4 pixels in classes 0 to 9. */
    IdxSet(long seed) {
        Random random = new Random(seed);
        trainImages = images(random, 12, 3, 4);
        trainLabels = labels(random, 12, 10);
        testImages = images(random, 5, 3, 4);
        testLabels = labels(random, 5, 10);
        trainLabels[8] = 9;
    }

    static byte[] images(Random random, int count, int height, int width) {
        byte[] pixels = new byte[count * height * width];
        random.nextBytes(pixels);
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803)
                .putInt(count)
                .putInt(height)
                .putInt(width)
                .put(pixels)
                .array();
    }

    static byte[] labels(Random random, int count, int classes) {
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        while (labels.hasRemaining()) {
            labels.put((byte) random.nextInt(classes));
        }
        return labels.array();
    }

    void write(Path dir) throws IOException {
        Files.createDirectories(dir);
        Files.write(dir.resolve(TRAIN_IMAGES), trainImages);
        Files.write(dir.resolve(TRAIN_LABELS), trainLabels);
        Files.write(dir.resolve(TEST_IMAGES), testImages);
        Files.write(dir.resolve(TEST_LABELS), testLabels);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
