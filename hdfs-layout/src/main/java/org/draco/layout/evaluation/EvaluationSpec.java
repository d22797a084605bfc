package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.dataset.Split;
import org.draco.layout.file.SealedJson;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Recovery;

/**
 * All that an evaluation depends on: {@code evaluation.json}, a {@link SealedJson} of format {@code draco-evaluation}, version 1.
 * Immutable.
 *
 * @param name of the evaluation, for people
 * @param subject what is judged by what; an evaluation of another subject has another directory
 * @param course which checkpoints, and how
 * @param containers what each container is given
 * @param timeouts after which silence is a failure
 * @param recovery what is done about processes that die
 * @param jars the user's own, those of the job
 */
public record EvaluationSpec(
        String name,
        Subject subject,
        Course course,
        JobSpec.Containers containers,
        JobSpec.Timeouts timeouts,
        Recovery recovery,
        List<JobSpec.Jar> jars) {

    private static final SealedJson JSON = new SealedJson("draco-evaluation", 1);

    /** Everything must be given. */
    public EvaluationSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(containers, "containers");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(recovery, "recovery");
        jars = List.copyOf(jars);
    }

    /**
     * What is judged by what.
     *
     * @param jobDir the job's directory, fully qualified
     * @param jobDigest {@link JobSpec#digest} of the job, which its checkpoints carry, in lower-case hex
     * @param dataset name of the data set that judges
     * @param datasetUri its directory, fully qualified
     * @param split which half of it
     */
    public record Subject(
            String jobDir, String jobDigest, String dataset, String datasetUri, Split split) {}

    /**
     * Which checkpoints, and how.
     *
     * @param evalFreq those whose step is a multiple of it; at least 1
     * @param jobFreq steps between the job's own checkpoints
     * @param lastStep those of this step and before; {@link #UNTIL_OVER} for all that come until training is over
     * @param idleSeconds after which a training that writes no checkpoint is taken for over; 0 for never
     * @param evaluators how many checkpoints are evaluated at once
     * @param evalBatchSize samples that are scored at once
     */
    public record Course(
            long evalFreq,
            long jobFreq,
            long lastStep,
            int idleSeconds,
            int evaluators,
            int evalBatchSize) {

        /** There is no last step but the training's. */
        public static final long UNTIL_OVER = -1;

        /** Whether the checkpoint of a step is to be evaluated. */
        public boolean wants(long step) {
            return step % evalFreq == 0 && (lastStep == UNTIL_OVER || step <= lastStep);
        }

        /**
         * Which evaluator has the checkpoint of a step: they take turns. A function of the step alone, so that neither a checkpoint
         * that is gone nor an evaluator that is started again moves the turn.
         *
         * @return 0 to below {@link #evaluators}
         */
        public int turn(long step) {
            long stride = stride();
            return (int) ((step / stride + (step % stride == 0 ? 0 : 1)) % evaluators);
        }

        /** Steps between those of the job's checkpoints that are wanted. */
        public long stride() {
            return evalFreq / gcd(evalFreq, jobFreq) * jobFreq;
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }
    }

    /** The directory of the job whose checkpoints are evaluated. */
    public Path jobDir() {
        return new Path(subject.jobDir());
    }

    /** Writes it aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, EvaluationLayout layout) throws IOException {
        JSON.write(fs, layout.evaluationFile(), this);
    }

    /**
     * Reads the specification of an evaluation.
     *
     * @throws java.io.FileNotFoundException if there is none
     * @throws org.draco.layout.DamagedFileException if the file is not what was written
     */
    public static EvaluationSpec read(FileSystem fs, EvaluationLayout layout) throws IOException {
        return JSON.read(fs, layout.evaluationFile(), EvaluationSpec.class);
    }

    /** As {@link #read}; empty if there is none. */
    public static Optional<EvaluationSpec> readIfPresent(FileSystem fs, EvaluationLayout layout)
            throws IOException {
        return JSON.readIfPresent(fs, layout.evaluationFile(), EvaluationSpec.class);
    }
}
