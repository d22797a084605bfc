package org.draco.bin.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.draco.container.evaluate.EvaluationParts;
import org.draco.layout.DatasetLayout;
import org.draco.layout.DracoLayout;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.JobLayout;
import org.draco.layout.LegalName;
import org.draco.layout.checkpoint.CheckpointStore;
import org.draco.layout.dataset.DatasetManifest;
import org.draco.layout.dataset.Split;
import org.draco.layout.evaluation.EvaluationSpec;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.JobSpecException;
import org.draco.layout.job.Recovery;

/**
 * The job whose checkpoints are to be evaluated, as it lies in its directory, and what options make of its evaluation.
 *
 * @param layout the job's directory, fully qualified
 * @param spec what it trains
 */
record EvaluatedJob(JobLayout layout, JobSpec spec) {

    private static final String MODEL_DIR = "--model-dir: expected the directory of a job or run, ";

    /**
     * Reads the job.
     *
     * @param directory as it was given, with a scheme if it needs one
     * @throws FaultySpecificationException if it is no job's directory, or must not be read
     */
    static EvaluatedJob read(Path directory, Configuration conf)
            throws IOException, FaultySpecificationException {
        FileSystem fs = directory.getFileSystem(conf);
        JobLayout layout = new JobLayout(fs.makeQualified(directory));
        try {
            return new EvaluatedJob(layout, JobFile.read(fs, layout));
        } catch (FileNotFoundException none) {
            throw fault(MODEL_DIR + instead(fs, layout.dir()));
        } catch (JobSpecException wrong) {
            throw fault("--model-dir: " + wrong.getMessage());
        } catch (AccessControlException | java.nio.file.AccessDeniedException denied) {
            throw fault(
                    "%sthat you may read, found %s: %s; ask its owner for read access"
                            .formatted(MODEL_DIR, layout.dir(), firstLine(denied)));
        }
    }

    /** What was found in the place of a job's directory, and what to do about it. */
    private static String instead(FileSystem fs, Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && fs.exists(new JobLayout(parent).jobFile())) {
            return "found %s, which is in one; give %s".formatted(directory, parent);
        }
        if (fs.exists(new EvaluationLayout(directory).evaluationFile())) {
            return "found %s, which an evaluation has left; give that of the job which it was of"
                    .formatted(directory);
        }
        return fs.exists(directory)
                ? "found no job.json in %s; a job's directory has job.json and checkpoints/"
                        .formatted(directory)
                : "found nothing at " + directory;
    }

    static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static FaultySpecificationException fault(String message) {
        return new FaultySpecificationException(List.of(message));
    }

    /** The user's jars that lie with the job; empty if one of them does not, as with a simulation. */
    List<String> jars(Configuration conf) throws IOException {
        FileSystem fs = layout.dir().getFileSystem(conf);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < spec.jars().size(); i++) {
            Path jar = layout.jar(i, spec.jars().get(i).name());
            if (!fs.exists(jar)) {
                return List.of();
            }
            places.add(jar.toString());
        }
        return places;
    }

    /**
     * Where an evaluation goes, unless the user says where: under the job's root.
     *
     * @throws FaultySpecificationException if there is no name for it
     */
    EvaluationLayout usualPlace(EvaluationOptions options) throws FaultySpecificationException {
        String name = name(options);
        if (!LegalName.isLegal(name)) {
            throw fault(
                    "--output: expected a directory, since the usual name would be \"%s\" and not %s; found none"
                            .formatted(name, LegalName.RULE));
        }
        return new DracoLayout(root()).evaluation(name);
    }

    /** Under which the job lies; of a run that lies under none, the directory in which it is. */
    Path root() {
        Path parent = layout.dir().getParent();
        return parent.getName().equals("jobs") && parent.getParent() != null
                ? parent.getParent()
                : parent;
    }

    private String name(EvaluationOptions options) {
        String dataset = options.dataset == null ? spec.data().dataset() : options.dataset;
        return layout.dir().getName() + "-" + dataset + "-" + options.split;
    }

    /**
     * The evaluation that is asked for.
     *
     * @param target where it is to go
     * @param means what its containers get
     * @throws FaultySpecificationException with all that is wrong with it
     */
    EvaluationSpec evaluation(
            EvaluationOptions options,
            EvaluationLayout target,
            JobSpec means,
            List<JobSpec.Jar> jars,
            Configuration conf)
            throws IOException, FaultySpecificationException {
        List<String> faults = new ArrayList<>(rangeFaults(options));
        if (!jars.isEmpty() && !sums(jars).equals(sums(spec.jars()))) {
            faults.add(
                    "--jars: expected the jars of the job, %s, found %s"
                            .formatted(spec.jars(), jars));
        }
        List<Long> steps = steps(conf);
        if (options.once && options.evalFreq > 0 && steps.stream().noneMatch(wanted(options))) {
            faults.add(
                    "--once: expected a checkpoint%s in %s, found %s; come back later, or leave --once out to wait for them"
                            .formatted(
                                    options.evalFreq == 1
                                            ? ""
                                            : " of a step that is a multiple of "
                                                    + options.evalFreq,
                                    layout.checkpoints(),
                                    steps.isEmpty() ? "none yet" : "those of steps " + steps));
        }
        Path set = dataset(options);
        judgingFaults(set, conf, faults);
        EvaluationTarget place = new EvaluationTarget(target, conf);
        faults.addAll(place.faults(layout));
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
        EvaluationSpec evaluation =
                new EvaluationSpec(
                        target.dir().getName(),
                        new EvaluationSpec.Subject(
                                layout.dir().toString(),
                                HexFormat.of().formatHex(spec.digest()),
                                set.getName(),
                                set.toString(),
                                Split.valueOf(options.split.toUpperCase(Locale.ROOT))),
                        new EvaluationSpec.Course(
                                options.evalFreq,
                                spec.training().evalFreq(),
                                options.once
                                        ? steps.get(steps.size() - 1)
                                        : EvaluationSpec.Course.UNTIL_OVER,
                                options.idleSeconds,
                                options.evaluators,
                                options.evalBatchSize == null
                                        ? spec.training().evalBatchSize()
                                        : options.evalBatchSize),
                        means.containers(),
                        means.timeouts(),
                        new Recovery(
                                means.recovery().masterAttempts(),
                                Recovery.usualReplacements(options.evaluators),
                                0),
                        spec.jars());
        place.requireFor(evaluation);
        return evaluation;
    }

    /** A jar that lies with the job has another file name than the one that was given. */
    private static List<String> sums(List<JobSpec.Jar> jars) {
        return jars.stream().map(JobSpec.Jar::sha256).toList();
    }

    private static List<String> rangeFaults(EvaluationOptions options) {
        List<String> faults = new ArrayList<>();
        atLeast(1, "--eval-freq", options.evalFreq, faults);
        atLeast(1, "--evaluators", options.evaluators, faults);
        atLeast(0, "--idle-timeout", options.idleSeconds, faults);
        if (options.evalBatchSize != null) {
            atLeast(1, "--eval-batch-size", options.evalBatchSize, faults);
        }
        if (!List.of("test", "train").contains(options.split)) {
            faults.add("--split: expected test or train, found \"" + options.split + "\"");
        }
        return faults;
    }

    private static void atLeast(long least, String option, long found, List<String> faults) {
        if (found < least) {
            faults.add("%s: expected at least %d, found %d".formatted(option, least, found));
        }
    }

    private static Predicate<Long> wanted(EvaluationOptions options) {
        return step -> step % options.evalFreq == 0;
    }

    private List<Long> steps(Configuration conf) throws IOException, FaultySpecificationException {
        try {
            return new CheckpointStore(layout.dir().getFileSystem(conf), layout).steps();
        } catch (AccessControlException denied) {
            throw fault(
                    "%swhose checkpoints you may read, found %s"
                            .formatted(MODEL_DIR, firstLine(denied)));
        }
    }

    /** Where the data set lies that judges. */
    private Path dataset(EvaluationOptions options) {
        Path own = new Path(spec.data().uri());
        if (options.dataset == null && options.root == null) {
            return own;
        }
        String name = options.dataset == null ? spec.data().dataset() : options.dataset;
        return options.root == null
                ? new Path(own.getParent(), name)
                : new DracoLayout(new Path(options.root)).dataset(name).dir();
    }

    private void judgingFaults(Path set, Configuration conf, List<String> faults)
            throws IOException {
        Optional<DatasetManifest> judging = manifest(set, conf);
        if (judging.isEmpty()) {
            faults.add(
                    "dataset: expected a data set at %s, found none; bring it back, or judge by another with --dataset and --root"
                            .formatted(set));
            return;
        }
        Optional<DatasetManifest> own = manifest(new Path(spec.data().uri()), conf);
        faults.addAll(EvaluationParts.faults(spec, own, judging.get()));
    }

    private static Optional<DatasetManifest> manifest(Path set, Configuration conf)
            throws IOException {
        return DatasetManifest.readIfPresent(set.getFileSystem(conf), new DatasetLayout(set));
    }
}
