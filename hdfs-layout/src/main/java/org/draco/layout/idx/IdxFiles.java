package org.draco.layout.idx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.SourceFile;

/**
 * The four files of a data set in IDX, under the names that MNIST gave them.
 *
 * @param images pictures of each split
 * @param labels classes of each split
 */
record IdxFiles(Map<Split, SourceFile> images, Map<Split, SourceFile> labels) {

    private static final Map<Split, String> IMAGES =
            Map.of(Split.TRAIN, "train-images-idx3-ubyte", Split.TEST, "t10k-images-idx3-ubyte");
    private static final Map<Split, String> LABELS =
            Map.of(Split.TRAIN, "train-labels-idx1-ubyte", Split.TEST, "t10k-labels-idx1-ubyte");

    /** Where to look for a file. */
    @FunctionalInterface
    interface Finder {
        /** The file of that name, or null if there is none. */
        SourceFile find(String name) throws IOException;
    }

    /**
     * Finds all four, each plain or with {@code .gz}, plain first.
     *
     * @param where said in the message, with what is missing
     * @throws FileNotFoundException naming all that are missing
     */
    static IdxFiles find(String where, Finder finder) throws IOException {
        List<String> missing = new ArrayList<>();
        Map<Split, SourceFile> images = new EnumMap<>(Split.class);
        Map<Split, SourceFile> labels = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            find(IMAGES.get(split), finder, split, images, missing);
            find(LABELS.get(split), finder, split, labels, missing);
        }
        if (!missing.isEmpty()) {
            throw new FileNotFoundException(
                    "IDX files missing at "
                            + where
                            + ": expected each of these, plain or with .gz: "
                            + missing);
        }
        return new IdxFiles(images, labels);
    }

    private static void find(
            String name,
            Finder finder,
            Split split,
            Map<Split, SourceFile> found,
            List<String> missing)
            throws IOException {
        SourceFile plain = finder.find(name);
        SourceFile input = plain != null ? plain : finder.find(name + ".gz");
        if (input == null) {
            missing.add(name);
        } else {
            found.put(split, input);
        }
    }
}
