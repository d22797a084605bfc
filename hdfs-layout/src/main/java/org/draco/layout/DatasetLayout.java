package org.draco.layout;

import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.draco.layout.dataset.Split;

/** The files of one data set. Immutable; touches no file system. */
public final class DatasetLayout {

    private final Path dir;

    /** @param dir directory of the data set, best fully qualified */
    public DatasetLayout(Path dir) {
        this.dir = Objects.requireNonNull(dir, "dir");
    }

    /** The directory of the data set. */
    public Path dir() {
        return dir;
    }

    /** The description of the set; it is there only when the set is complete. */
    public Path manifest() {
        return new Path(dir, "manifest.json");
    }

    /** Part {@code index} of a split, e.g. {@code train/part-00000}. */
    public Path part(Split split, int index) {
        return new Path(new Path(dir, split.directory()), partName(index));
    }

    /** File name of part {@code index} of any split: {@code part-00000}. */
    public static String partName(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("part index: expected 0 or more, found " + index);
        }
        return String.format("part-%05d", index);
    }
}
