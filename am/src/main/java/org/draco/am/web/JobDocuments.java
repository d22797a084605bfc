package org.draco.am.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/**
 * The documents of the JSON API; {@code docs/page.md} describes each. Keys are the components' names, those of columns the names in
 * {@code steps.csv}.
 */
final class JobDocuments {

    private JobDocuments() {}

    /** How far a job is. */
    enum State {
        /** Containers start, and no step is made yet. */
        STARTING,
        /** Steps are made. */
        TRAINING,
        /** The last step is made, the evaluator has not finished. */
        EVALUATING,
        /** All steps are made. */
        SUCCEEDED,
        /** It could not go on. */
        FAILED
    }

    /**
     * The job as a whole.
     *
     * @param step the last that was made
     * @param seconds since this ApplicationMaster began
     * @param secondsLeft to the last step, as fast as until now; NaN while that is not known
     * @param trainLoss of the last step; NaN before the first
     * @param untoldLies why who lied may not be known; empty if the code proves it
     * @param bytesIn that the parameter server received in the steps told of
     * @param bytesOut that it sent
     * @param outcome once the training is over
     */
    record Job(
            String job,
            String application,
            int attempt,
            String user,
            String directory,
            String network,
            String dataset,
            String approach,
            String untoldLies,
            State state,
            long step,
            long maxSteps,
            double seconds,
            double secondsLeft,
            double trainLoss,
            long bytesIn,
            long bytesOut,
            Optional<Outcome> outcome,
            JobSpec specification) {}

    /**
     * A bounded history of the steps.
     *
     * @param width how many steps one point is the mean of
     * @param columns arrays of equal length, by the names in {@code steps.csv}; {@code step} is the last one of each point, {@code
     *     suspects} how many were caught
     */
    record Steps(long width, Map<String, double[]> columns) {}

    /** What the evaluator has found; {@code trouble} says why there may be more that cannot be read. */
    record Evaluations(List<EvaluationRow> evaluations, String trouble) {}

    /**
     * A checkpoint that is there.
     *
     * @param bytes its size
     * @param writtenMillis when, since 1970
     */
    record Checkpoint(long step, long bytes, long writtenMillis) {}

    /** The newest checkpoints, ascending, and how many there are in all. */
    record Checkpoints(int total, List<Checkpoint> checkpoints, String trouble) {}

    /**
     * A process, and what a worker did.
     *
     * @param answered steps in which it answered in time, told to this ApplicationMaster
     * @param late steps in which nothing came from it, or nothing in time
     * @param caught steps in which it was caught lying, of the whole job
     */
    record Process(ProcessPlace place, long answered, long late, long caught) {}

    /** The evaluator and the workers, by rank. */
    record Workers(List<Process> workers) {}

    /** Something that a person should know; {@code atMillis} since 1970. */
    record Notice(long atMillis, String text) {}

    /** The newest notices, the oldest first, and how many there were in all. */
    record Notices(long total, List<Notice> notices) {}

    /** All of them: what the page of a job that is over holds. */
    record Everything(
            long writtenMillis,
            Job job,
            Steps steps,
            Evaluations evaluations,
            Workers workers,
            Notices notices,
            Checkpoints checkpoints) {}
}
