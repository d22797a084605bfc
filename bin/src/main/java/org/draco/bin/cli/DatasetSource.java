package org.draco.bin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.LegalName;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.idx.BundledDigits;
import org.draco.layout.job.JobSpec;
import org.draco.layout.prepare.KnownDataset;

/**
 * Where a job's data set comes from: a prepared one under the user's root, or the digits that come with Draco.
 *
 * @param name of the data set
 * @param root the user's, if one was given
 */
record DatasetSource(String name, Optional<Path> root) {

    /**
     * What the options say.
     *
     * @param conf whose file system a root without a scheme is on
     */
    static DatasetSource of(JobOptions options, Configuration conf)
            throws IOException, FaultySpecificationException {
        if (!LegalName.isLegal(options.dataset)) {
            throw new FaultySpecificationException(
                    List.of(
                            "--dataset: expected %s, found \"%s\""
                                    .formatted(LegalName.RULE, options.dataset)));
        }
        if (options.root == null) {
            return new DatasetSource(options.dataset, Optional.empty());
        }
        Path root = Place.of("--root", "a directory such as hdfs:///user/me/draco", options.root);
        return new DatasetSource(
                options.dataset, Optional.of(root.getFileSystem(conf).makeQualified(root)));
    }

    private boolean isBundled() {
        return root.isEmpty() && name.equals(BundledDigits.NAME);
    }

    /**
     * The directory of the data set.
     *
     * @param ownRoot where bundled digits are put when the user gave no root
     */
    Path directory(Path ownRoot) {
        return new DracoLayout(root.orElse(ownRoot)).dataset(name).dir();
    }

    /**
     * Refuses a job that cannot be, its data set included.
     *
     * @throws IOException if the data set is there and damaged, or the file system cannot be reached
     */
    void requireSound(JobSpec spec, Configuration conf)
            throws IOException, FaultySpecificationException {
        requireSound(spec, List.of(), conf);
    }

    /**
     * As {@link #requireSound(JobSpec, Configuration)}.
     *
     * @param more what else is wrong with the job
     */
    void requireSound(JobSpec spec, List<String> more, Configuration conf)
            throws IOException, FaultySpecificationException {
        if (isBundled()) {
            JobCheck.requireSound(spec, Optional.empty(), more);
            return;
        }
        if (root.isEmpty()) {
            List<String> faults = new ArrayList<>(more);
            faults.add(
                    "dataset: without --root expected \"%s\", found \"%s\"; give --root URI, the one that draco prepare was given"
                            .formatted(BundledDigits.NAME, name));
            JobCheck.requireSound(spec, Optional.empty(), faults);
            return;
        }
        DatasetLayout set = new DatasetLayout(new Path(spec.data().uri()));
        FileSystem fs = set.dir().getFileSystem(conf);
        List<String> faults = new ArrayList<>(more);
        Optional<DatasetManifest> manifest = Optional.empty();
        try {
            manifest = DatasetManifest.readIfPresent(fs, set);
            if (manifest.isPresent()) {
                incompleteParts(fs, set, manifest.get(), faults);
            } else {
                faults.add(
                        "dataset: expected a data set at %s, found none; make it with draco prepare --dataset %s%s --root %s"
                                .formatted(
                                        set.dir(),
                                        name,
                                        KnownDataset.byName(name).isPresent()
                                                ? ""
                                                : " --source DIR|FILE|URL",
                                        root.orElseThrow()));
            }
        } catch (DamagedFileException e) {
            faults.add("dataset: " + e.getMessage());
        }
        JobCheck.requireSound(spec, manifest, faults);
    }

    private static void incompleteParts(
            FileSystem fs, DatasetLayout set, DatasetManifest manifest, List<String> faults)
            throws IOException {
        for (Split split : Split.values()) {
            List<DatasetManifest.Part> parts = manifest.parts().get(split);
            for (int i = 0; i < parts.size(); i++) {
                Path file = set.part(split, i);
                if (!fs.exists(file)) {
                    faults.add(
                            "dataset: expected a part at "
                                    + file
                                    + ", found none; prepare the data set again");
                } else if (fs.getFileStatus(file).getLen() != parts.get(i).bytes()) {
                    faults.add(
                            "dataset: %s: expected %d bytes, found %d; prepare the data set again"
                                    .formatted(
                                            file,
                                            parts.get(i).bytes(),
                                            fs.getFileStatus(file).getLen()));
                }
            }
        }
    }

    /**
     * How many training samples there are; the data set is ready, or comes with Draco.
     *
     * @param uri the data set's directory, as the job names it
     */
    long trainingSamples(String uri, Configuration conf) throws IOException {
        if (isBundled()) {
            return BundledDigits.count(Split.TRAIN);
        }
        Path directory = new Path(uri);
        return DatasetManifest.read(directory.getFileSystem(conf), new DatasetLayout(directory))
                .count(Split.TRAIN);
    }

    /** Puts the bundled digits where {@link #directory} says, unless the job does not use them or they are there. */
    void makeReady(Path ownRoot, Configuration conf) throws IOException {
        if (isBundled()) {
            Path directory = directory(ownRoot);
            BundledDigits.prepare(directory.getFileSystem(conf), new DatasetLayout(directory));
        }
    }
}
