package org.draco.layout.idx;

import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DatasetLayout;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.source.SourceFile;

/**
 * The handwritten digits that come with this project, so that a first run needs no network: 10,000 training and 10,000
 * test digits of MNIST, by Yann LeCun, Corinna Cortes and Christopher J.C. Burges, CC BY-SA 3.0 (see the note beside them
 * in {@code mnist/README.md}).
 */
public final class BundledDigits {

    /** Name of the data set. */
    public static final String NAME = "mnist";

    private static final String SOURCE =
            "bundled with Draco: 10,000 training and 10,000 test digits of MNIST"
                    + " by Yann LeCun, Corinna Cortes and Christopher J.C. Burges, CC BY-SA 3.0";

    private BundledDigits() {}

    /**
     * Sees to it that the digits are there: writes the set, or does nothing when a complete set is there already, also
     * one that another process completes at this moment.
     *
     * @return the manifest of the set that is there
     * @throws FileAlreadyExistsException if something else is at the target
     */
    public static DatasetManifest prepare(FileSystem fs, DatasetLayout target) throws IOException {
        Optional<DatasetManifest> there = DatasetManifest.readIfPresent(fs, target);
        if (there.isPresent()) {
            return there.get();
        }
        IdxFiles files =
                IdxFiles.find("the class path (was the jar cut down?)", BundledDigits::onClassPath);
        try {
            return IdxDataset.of(files).prepare(fs, target, NAME, SOURCE);
        } catch (FileAlreadyExistsException taken) {
            return DatasetManifest.readIfPresent(fs, target).orElseThrow(() -> taken);
        }
    }

    /** How many digits a split has, as its file says. */
    public static int count(Split split) throws IOException {
        IdxFiles files =
                IdxFiles.find("the class path (was the jar cut down?)", BundledDigits::onClassPath);
        try (IdxStream labels = IdxStream.open(files.labels().get(split), 1)) {
            return labels.count();
        }
    }

    private static SourceFile onClassPath(String name) {
        String resource = NAME + "/" + name;
        URL url = BundledDigits.class.getResource(resource);
        Path path = new Path("classpath:/org/draco/layout/idx/" + resource);
        return url == null ? null : new SourceFile(path, -1, url::openStream);
    }
}
