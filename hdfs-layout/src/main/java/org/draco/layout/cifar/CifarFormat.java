package org.draco.layout.cifar;

/**
 * What a record of a file is: labels of one byte each, then 3 x 32 x 32 bytes, red, green, blue, row by row.
 *
 * <p><b>Source.</b> Krizhevsky, {@code https://www.cs.toronto.edu/~kriz/cifar.html}, "Binary version".
 */
public enum CifarFormat {
    /** One label, of 10 classes; files {@code data_batch_1.bin ...} and {@code test_batch.bin}. */
    CIFAR10(1, 0, 10, "data_batch_\\d+\\.bin", "test_batch.bin", "batches.meta.txt"),
    /** A coarse label (of 20), then a fine one (of 100), which is taken; files {@code train.bin} and {@code test.bin}. */
    CIFAR100_FINE(2, 1, 100, "train\\.bin", "test.bin", "fine_label_names.txt"),
    /** As {@link #CIFAR100_FINE}, but the coarse label is taken. */
    CIFAR100_COARSE(2, 0, 20, "train\\.bin", "test.bin", "coarse_label_names.txt");

    static final int CHANNELS = 3;
    static final int EXTENT = 32;
    static final int PIXELS = CHANNELS * EXTENT * EXTENT;

    private static final int[] CIFAR100_CLASSES = {20, 100};

    final int labelBytes;
    final int labelIndex;
    final int classes;
    final String trainFiles;
    final String testFile;
    final String namesFile;

    CifarFormat(
            int labelBytes,
            int labelIndex,
            int classes,
            String trainFiles,
            String testFile,
            String namesFile) {
        this.labelBytes = labelBytes;
        this.labelIndex = labelIndex;
        this.classes = classes;
        this.trainFiles = trainFiles;
        this.testFile = testFile;
        this.namesFile = namesFile;
    }

    int recordBytes() {
        return labelBytes + PIXELS;
    }

    /** How many classes label {@code i} of a record can tell apart. */
    int classesOfLabel(int i) {
        return labelBytes == 1 ? classes : CIFAR100_CLASSES[i];
    }
}
