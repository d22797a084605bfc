package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.DatasetLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecException;
import picocli.CommandLine.ParseResult;

/**
 * A run that was interrupted, in the directory that it left: what it trains stands there, so the command line may say nothing of
 * it but the number of steps.
 *
 * @param directory what the run left
 * @param words the command line
 */
record ResumedJob(Path directory, ParseResult words) {

    private static final String STEPS = "--max-steps";

    /** What changes neither the model nor what is written of it. */
    private static final Set<String> ALLOWED =
            Set.of("--resume", STEPS, "--parallel", "--jars", "--json", "--result-directory");

    /**
     * The job, free of faults.
     *
     * @param maxSteps the number of steps, if the command line gives one
     * @param jars the user's jars that the command line gives
     */
    JobSpec spec(long maxSteps, List<JobSpec.Jar> jars, Configuration conf)
            throws IOException, FaultySpecificationException {
        JobLayout layout = new JobLayout(new org.apache.hadoop.fs.Path(directory.toUri()));
        JobSpec left = read(layout, conf);
        boolean longer = words.hasMatchedOption(STEPS);
        JobSpec spec = longer ? left.until(maxSteps) : left;
        List<String> faults = new ArrayList<>();
        words.matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(name -> !ALLOWED.contains(name))
                .forEach(
                        name ->
                                faults.add(
                                        name
                                                + ": expected no such option with --resume, since the job is what "
                                                + layout.jobFile()
                                                + " says; found one"));
        if (!jars.equals(spec.jars())) {
            faults.add(
                    "--jars: expected the jars that the run began with, %s, found %s"
                            .formatted(spec.jars(), jars));
        }
        long done =
                new CheckpointStore(layout.dir().getFileSystem(conf), layout)
                        .newestIntact(left.digest(), (step, why) -> {})
                        .map(Checkpoint::step)
                        .orElse(0L);
        if (spec.training().maxSteps() <= done) {
            faults.add(
                    "%s: expected more than the %d steps of the last intact checkpoint in %s, found %d; give more to go on"
                            .formatted(STEPS, done, directory, spec.training().maxSteps()));
        }
        Optional<DatasetManifest> dataset = dataset(spec, conf);
        if (dataset.isEmpty()) {
            faults.add(
                    "dataset: expected the run's data set at "
                            + spec.data().uri()
                            + ", found none; bring it back to go on");
        }
        JobCheck.requireSound(spec, dataset, faults);
        return spec;
    }

    private JobSpec read(JobLayout layout, Configuration conf)
            throws IOException, FaultySpecificationException {
        try {
            return JobFile.read(layout.dir().getFileSystem(conf), layout);
        } catch (FileNotFoundException none) {
            throw new FaultySpecificationException(
                    List.of(
                            "--resume: expected the directory of a run, found no job.json in "
                                    + directory));
        } catch (JobSpecException wrong) {
            throw new FaultySpecificationException(List.of("--resume: " + wrong.getMessage()));
        }
    }

    private static Optional<DatasetManifest> dataset(JobSpec spec, Configuration conf)
            throws IOException {
        var uri = new org.apache.hadoop.fs.Path(spec.data().uri());
        FileSystem fs = uri.getFileSystem(conf);
        return DatasetManifest.readIfPresent(fs, new DatasetLayout(uri));
    }
}
