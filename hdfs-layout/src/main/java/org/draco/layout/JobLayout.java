package org.draco.layout;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** The files of one job. Immutable; touches no file system. */
public final class JobLayout {

    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{9,18})\\.ckpt");

    private final Path dir;

    /** @param dir directory of the job, best fully qualified */
    public JobLayout(Path dir) {
        this.dir = Objects.requireNonNull(dir, "dir");
    }

    /** The directory of the job; its last component is the job's id. */
    public Path dir() {
        return dir;
    }

    /** The whole specification, as validated: {@code job.json}. */
    public Path jobFile() {
        return new Path(dir, "job.json");
    }

    /**
     * A jar of the user's, e.g. {@code jars/00-rules.jar}: two of the same name lie side by side.
     *
     * @param index its place among the job's jars, from 0
     * @param name its file name
     */
    public Path jar(int index, String name) {
        return new Path(new Path(dir, "jars"), String.format("%02d-%s", index, name));
    }

    /** A file of the user's that holds the job's network, e.g. {@code network/mine.json}. */
    public Path network(String fileName) {
        return new Path(new Path(dir, "network"), fileName);
    }

    /** The directory with the user's files that every container finds in its working directory, if there are any: {@code files}. */
    public Path files() {
        return new Path(dir, "files");
    }

    /** The directory with the parameters to start from, a checkpoint of step 0, if the job brings its own: {@code start}. */
    public Path start() {
        return new Path(dir, "start");
    }

    /**
     * What the job's owner alone may read: {@code staging}. Whoever makes this directory closes it to everybody else.
     */
    public Path staging() {
        return new Path(dir, "staging");
    }

    /** The key of the job's owner, for the ApplicationMaster alone, if he has given it: {@code staging/keytab}. */
    public Path keytab() {
        return new Path(staging(), "keytab");
    }

    /** The tokens that the job's processes use by now, if they are replaced: {@code staging/tokens}. */
    public Path tokens() {
        return new Path(staging(), "tokens");
    }

    /** What each batch draws from, where they do not all draw from all samples: {@code partition.json}. */
    public Path partition() {
        return new Path(dir, "partition.json");
    }

    /** The directory of the checkpoints. */
    public Path checkpoints() {
        return new Path(dir, "checkpoints");
    }

    /** The checkpoint after {@code step} steps, e.g. {@code checkpoints/step-000000100.ckpt}. */
    public Path checkpoint(long step) {
        return new Path(checkpoints(), checkpointName(step));
    }

    /** The file name of the checkpoint after {@code step} steps, e.g. {@code step-000000100.ckpt}. */
    public static String checkpointName(long step) {
        return stepName(step) + ".ckpt";
    }

    /** The directory of a batch's velocities, where workers have a momentum: {@code velocities/batch-00003}. */
    public Path velocities(int batch) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch: expected 0 or more, found " + batch);
        }
        return new Path(new Path(dir, "velocities"), String.format("batch-%05d", batch));
    }

    /**
     * The step in a checkpoint's file name; empty for every name that {@link #checkpoint} does not make, such as
     * that of a file being written aside.
     */
    public static OptionalLong checkpointStep(String fileName) {
        Matcher matcher = CHECKPOINT.matcher(fileName);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long step = Long.parseLong(matcher.group(1));
        return fileName.equals(checkpointName(step)) ? OptionalLong.of(step) : OptionalLong.empty();
    }

    /** The directory of the models in Deeplearning4j's format. */
    public Path models() {
        return new Path(dir, "models");
    }

    /** The model after {@code step} steps, e.g. {@code models/step-000000100.zip}. */
    public Path model(long step) {
        return new Path(models(), stepName(step) + ".zip");
    }

    /** One row per step: {@code metrics/steps.csv}. */
    public Path stepsCsv() {
        return new Path(metrics(), "steps.csv");
    }

    /** One row per evaluation: {@code metrics/evaluation.csv}. */
    public Path evaluationCsv() {
        return new Path(metrics(), "evaluation.csv");
    }

    /** How the training ended; it is there only when the training is over: {@code outcome.json}. */
    public Path outcome() {
        return new Path(dir, "outcome.json");
    }

    /** Which YARN application trains the job: {@code application.json}. */
    public Path application() {
        return new Path(dir, "application.json");
    }

    /** Where the parameter server listens: {@code master.json}. */
    public Path master() {
        return new Path(dir, "master.json");
    }

    /** The directory of the report. */
    public Path report() {
        return new Path(dir, "report");
    }

    /** The page of the job as it was when it was over: {@code report/page.html}. */
    public Path page() {
        return new Path(report(), "page.html");
    }

    private Path metrics() {
        return new Path(dir, "metrics");
    }

    private static String stepName(long step) {
        if (step < 0 || step > 999_999_999_999_999_999L) {
            throw new IllegalArgumentException("step: expected 0 to 10^18 - 1, found " + step);
        }
        return String.format("step-%09d", step);
    }
}
