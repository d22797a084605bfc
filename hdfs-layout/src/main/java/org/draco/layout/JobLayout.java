package org.draco.layout;

import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;

/** The files of one job. Immutable; touches no file system. */
public final class JobLayout extends ApplicationLayout {

    private static final String CHECKPOINT = ".ckpt";

    /** @param dir directory of the job, best fully qualified */
    public JobLayout(Path dir) {
        super(dir);
    }

    /** The whole specification, as validated: {@code job.json}. */
    public Path jobFile() {
        return new Path(dir(), "job.json");
    }

    /** A file of the user's that holds the job's network, e.g. {@code network/mine.json}. */
    public Path network(String fileName) {
        return new Path(new Path(dir(), "network"), fileName);
    }

    /** The directory with the parameters to start from, a checkpoint of step 0, if the job brings its own: {@code start}. */
    public Path start() {
        return new Path(dir(), "start");
    }

    /** What each batch draws from, where they do not all draw from all samples: {@code partition.json}. */
    public Path partition() {
        return new Path(dir(), "partition.json");
    }

    /** The directory of the checkpoints. */
    public Path checkpoints() {
        return new Path(dir(), "checkpoints");
    }

    /** The checkpoint after {@code step} steps, e.g. {@code checkpoints/step-000000100.ckpt}. */
    public Path checkpoint(long step) {
        return new Path(checkpoints(), checkpointName(step));
    }

    /** The file name of the checkpoint after {@code step} steps, e.g. {@code step-000000100.ckpt}. */
    public static String checkpointName(long step) {
        return StepName.of(step, CHECKPOINT);
    }

    /** The directory of a batch's velocities, where workers have a momentum: {@code velocities/batch-00003}. */
    public Path velocities(int batch) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch: expected 0 or more, found " + batch);
        }
        return new Path(new Path(dir(), "velocities"), String.format("batch-%05d", batch));
    }

    /**
     * The step in a checkpoint's file name; empty for every name that {@link #checkpoint} does not make, such as
     * that of a file being written aside.
     */
    public static OptionalLong checkpointStep(String fileName) {
        return StepName.in(fileName, CHECKPOINT);
    }

    /** The directory of the models in Deeplearning4j's format. */
    public Path models() {
        return new Path(dir(), "models");
    }

    /** The model after {@code step} steps, e.g. {@code models/step-000000100.zip}. */
    public Path model(long step) {
        return new Path(models(), StepName.of(step, ".zip"));
    }

    /** One row per step: {@code metrics/steps.csv}. */
    public Path stepsCsv() {
        return new Path(metrics(), "steps.csv");
    }

    /** One row per evaluation: {@code metrics/evaluation.csv}. */
    public Path evaluationCsv() {
        return new Path(metrics(), "evaluation.csv");
    }

    /**
     * What a job is gone on with that is made on the disk of whichever machine computes it, as one file: {@code state.zip}. It is there only
     * while the job is not over.
     */
    public Path state() {
        return new Path(dir(), "state.zip");
    }

    /** Where the parameter server listens: {@code master.json}. */
    public Path master() {
        return new Path(dir(), "master.json");
    }

    /** The directory of the report. */
    public Path report() {
        return new Path(dir(), "report");
    }

    /** The page of the job as it was when it was over: {@code report/page.html}. */
    public Path page() {
        return new Path(report(), "page.html");
    }

    private Path metrics() {
        return new Path(dir(), "metrics");
    }
}
