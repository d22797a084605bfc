package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.am.train.Continuation;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.checkpoint.Checkpoint;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecException;
import picocli.CommandLine.ParseResult;

/**
 * A job that is over, or was interrupted, in the directory that it left: what it trains stands there, so the command line may say
 * nothing of it but the number of steps, and what the model does not depend on.
 *
 * @param directory what the job left
 * @param words the command line
 * @param allowed the options that may stand in it
 */
record ResumedJob(Path directory, ParseResult words, Set<String> allowed) {

    private static final String STEPS = "--max-steps";

    /**
     * The job, free of faults.
     *
     * @param changed what the command line makes of the job that was left
     * @param further faults of the changed job that this does not know of
     * @param jars the user's jars that the command line gives
     */
    JobSpec spec(
            UnaryOperator<JobSpec> changed,
            Function<JobSpec, List<String>> further,
            List<JobSpec.Jar> jars,
            Configuration conf)
            throws IOException, FaultySpecificationException {
        JobLayout layout = new JobLayout(directory);
        JobSpec left = read(layout, conf);
        JobSpec spec = changed.apply(left);
        List<String> faults = new ArrayList<>(further.apply(spec));
        words.matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(name -> !allowed.contains(name))
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
                Continuation.newest(
                                layout.dir().getFileSystem(conf), layout, left, (step, why) -> {})
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

    /**
     * The directory that an option names.
     *
     * @param text as it was given
     */
    static Path directory(String text) throws FaultySpecificationException {
        return Place.of("--resume", "the directory of a job", text);
    }

    /**
     * The root under which the job lies; its directory must be where the job's name says, since that is where its processes look.
     */
    Path root(JobSpec spec) throws FaultySpecificationException {
        Path jobs = directory.getParent();
        Path root = jobs == null ? null : jobs.getParent();
        if (root == null || !new DracoLayout(root).job(spec.job()).dir().equals(directory)) {
            throw new FaultySpecificationException(
                    List.of(
                            "--resume: expected a directory .../jobs/%s, since that is the job's name, found %s; move it back to go on"
                                    .formatted(spec.job(), directory)));
        }
        return root;
    }

    /** The job for so many steps, if the command line gives a number. */
    JobSpec longer(JobSpec left, long maxSteps) {
        return words.hasMatchedOption(STEPS) ? left.until(maxSteps) : left;
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
        Path uri = new Path(spec.data().uri());
        FileSystem fs = uri.getFileSystem(conf);
        return DatasetManifest.readIfPresent(fs, new DatasetLayout(uri));
    }
}
