package org.draco.layout.idx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.draco.layout.dataset.DatasetDescription;
import org.draco.layout.dataset.DatasetReader;
import org.draco.layout.dataset.DatasetWriter;
import org.draco.layout.dataset.Split;
import org.draco.layout.dataset.ValueType;
import org.draco.layout.source.SourceTree;

/**
 * Brings a data set in IDX into our layout: grey pictures, one byte per pixel, and a class of one byte each. The classes
 * are called by their numbers, 0 to the largest that occurs in either split.
 */
public final class IdxDataset implements DatasetReader {

    private final IdxFiles files;

    private IdxDataset(IdxFiles files) {
        this.files = files;
    }

    /**
     * Finds the four files, wherever in a tree: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
     * t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each plain or gzip (then with or without {@code .gz}).
     *
     * @throws FileNotFoundException if files are missing; it names all of them
     */
    public static IdxDataset of(SourceTree tree) throws IOException {
        return new IdxDataset(IdxFiles.find(tree.where(), name -> tree.named(name).orElse(null)));
    }

    static IdxDataset of(IdxFiles files) {
        return new IdxDataset(files);
    }

    @Override
    public void copy(DatasetWriter writer) throws IOException {
        for (Split split : Split.values()) {
            copy(split, writer);
        }
    }

    /** A first pass over the headers and the labels, which are few bytes: shape, counts, classes. */
    @Override
    public DatasetDescription describe(String name, String source) throws IOException {
        int height;
        int width;
        try (IdxStream train = images(Split.TRAIN);
                IdxStream test = images(Split.TEST)) {
            height = train.size(1);
            width = train.size(2);
            if (test.size(1) != height || test.size(2) != width) {
                requireSound(train, test);
                String expected =
                        height
                                + " x "
                                + width
                                + " pixels as in "
                                + files.images().get(Split.TRAIN).path();
                throw test.damaged(8, expected, test.size(1) + " x " + test.size(2) + " pixels");
            }
        }
        int classes = 0;
        for (Split split : Split.values()) {
            classes = Math.max(classes, 1 + largestLabel(split));
        }
        List<String> labels = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        return new DatasetDescription(name, 1, height, width, ValueType.BYTES, labels, source);
    }

    private int largestLabel(Split split) throws IOException {
        try (IdxStream images = images(split);
                IdxStream labels = labels(split)) {
            if (images.count() != labels.count()) {
                requireSound(images, labels);
                String expected =
                        images.count()
                                + " labels, as many as pictures in "
                                + files.images().get(split).path();
                throw labels.damaged(4, expected, labels.count() + " labels");
            }
            int largest = 0;
            byte[] label = new byte[1];
            for (int i = 0; i < labels.count(); i++) {
                labels.read(label);
                largest = Math.max(largest, Byte.toUnsignedInt(label[0]));
            }
            labels.requireEnd();
            return largest;
        }
    }

    /** Two files that do not fit together: if one is damaged in itself, that is what to report. */
    private static void requireSound(IdxStream... files) throws IOException {
        for (IdxStream file : files) {
            file.requireSound();
        }
    }

    private void copy(Split split, DatasetWriter writer) throws IOException {
        try (IdxStream images = images(split);
                IdxStream labels = labels(split)) {
            byte[] image = new byte[images.itemBytes()];
            byte[] label = new byte[1];
            for (int i = 0; i < images.count(); i++) {
                images.read(image);
                labels.read(label);
                writer.add(split, Byte.toUnsignedInt(label[0]), image);
            }
            images.requireEnd();
        }
    }

    private IdxStream images(Split split) throws IOException {
        return IdxStream.open(files.images().get(split), 3);
    }

    private IdxStream labels(Split split) throws IOException {
        return IdxStream.open(files.labels().get(split), 1);
    }
}
