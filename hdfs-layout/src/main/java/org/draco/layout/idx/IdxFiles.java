package org.draco.layout.idx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.dataset.Split;

/**
 * The four files of a data set in IDX, under the names that MNIST gave them.
 *
 * @param images pictures of each split
 * @param labels classes of each split
 */
record IdxFiles(Map<Split, IdxInput> images, Map<Split, IdxInput> labels) {

    private static final Map<Split, String> IMAGES =
            Map.of(Split.TRAIN, "train-images-idx3-ubyte", Split.TEST, "t10k-images-idx3-ubyte");
    private static final Map<Split, String> LABELS =
            Map.of(Split.TRAIN, "train-labels-idx1-ubyte", Split.TEST, "t10k-labels-idx1-ubyte");

    /** Where to look for a file. */
    @FunctionalInterface
    interface Finder {
        /** The file of that name, or null if there is none. */
        IdxInput find(String name) throws IOException;
    }

    /**
     * Finds all four, each plain or with {@code .gz}, plain first.
     *
     * @param where said in the message, with what is missing
     * @throws FileNotFoundException naming all that are missing
     */
    static IdxFiles find(String where, Finder finder) throws IOException {
        List<String> missing = new ArrayList<>();
        Map<Split, IdxInput> images = new EnumMap<>(Split.class);
        Map<Split, IdxInput> labels = new EnumMap<>(Split.class);
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

    /**
     * Finds all four on a file system.
     *
     * @param source a directory, or a directory and what the files' names begin with
     */
    static IdxFiles at(FileSystem fs, Path source) throws IOException {
        boolean directory = fs.exists(source) && fs.getFileStatus(source).isDirectory();
        String where =
                source
                        + (directory
                                ? ""
                                : "* (not a directory, so taken for the start of the files' names)");
        return find(
                where,
                name -> {
                    Path file =
                            directory
                                    ? new Path(source, name)
                                    : new Path(source.getParent(), source.getName() + name);
                    return onFileSystem(fs, file);
                });
    }

    private static IdxInput onFileSystem(FileSystem fs, Path file) throws IOException {
        try {
            FileStatus status = fs.getFileStatus(file);
            return status.isFile()
                    ? new IdxInput(file, status.getLen(), () -> fs.open(file))
                    : null;
        } catch (FileNotFoundException absent) {
            return null;
        }
    }

    private static void find(
            String name,
            Finder finder,
            Split split,
            Map<Split, IdxInput> found,
            List<String> missing)
            throws IOException {
        IdxInput plain = finder.find(name);
        IdxInput input = plain != null ? plain : finder.find(name + ".gz");
        if (input == null) {
            missing.add(name);
        } else {
            found.put(split, input);
        }
    }
}
