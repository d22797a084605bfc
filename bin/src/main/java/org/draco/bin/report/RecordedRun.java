package org.draco.bin.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.draco.am.train.JobParts;
import org.draco.codec.attack.AdversarySchedule;
import org.draco.codec.code.choice.GradientCodes;
import org.draco.layout.JobLayout;
import org.draco.layout.job.JobFile;
import org.draco.layout.job.JobSpec;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.CsvTail;
import org.draco.layout.metrics.EvaluationRow;
import org.draco.layout.metrics.StepRow;

/**
 * What a run, or a job, has left so far; it may still go on. Immutable.
 *
 * @param name what people call it
 * @param spec what it was to do
 * @param steps a row for each step, in order
 * @param evaluations of the model, in order
 * @param outcome how it ended, if it has
 */
public record RecordedRun(
        String name,
        JobSpec spec,
        List<StepRow> steps,
        List<EvaluationRow> evaluations,
        Optional<Outcome> outcome) {

    /** Copies the lists. */
    public RecordedRun {
        steps = List.copyOf(steps);
        evaluations = List.copyOf(evaluations);
    }

    /**
     * Reads a run's files.
     *
     * @param name what people call it
     * @param fs where it lies
     * @param job its directory
     * @throws FileNotFoundException if no run lies there
     * @throws IOException if a file is damaged, or cannot be read
     */
    public static RecordedRun read(String name, FileSystem fs, JobLayout job) throws IOException {
        JobSpec spec = JobFile.read(fs, job);
        return new RecordedRun(
                name,
                spec,
                new CsvTail<>(
                                fs,
                                job.stepsCsv(),
                                StepRow.header(spec.metrics().isFull()),
                                StepRow::parse)
                        .poll(),
                new CsvTail<>(fs, job.evaluationCsv(), EvaluationRow.header(), EvaluationRow::parse)
                        .poll(),
                Outcome.readIfPresent(fs, job));
    }

    /** Why its code cannot be built here, e.g. since its rule is in a jar that is not on the class path; empty if it can. */
    public List<String> faults() {
        return GradientCodes.faults(JobParts.codeChoice(spec));
    }

    /** Different samples that a step's gradient is made of: what runs with different codes are to be compared by. Builds the code. */
    public long samplesPerStep() {
        JobSpec.Training training = spec.training();
        return (long) JobParts.code(spec).assignment().batches()
                * training.batchSize()
                * training.local().steps();
    }

    /** Seconds of training until the end of each step, by step, in order; 0 after none. */
    public TreeMap<Long, Double> secondsUntil() {
        TreeMap<Long, Double> until = new TreeMap<>();
        until.put(0L, 0.0);
        double sum = 0;
        for (StepRow row : steps) {
            sum += row.seconds();
            until.put(row.step(), sum);
        }
        return until;
    }

    /**
     * The workers that the experiment made lie in a step; empty where none were.
     *
     * @param step as in the rows, 1 for the first
     */
    public Set<Integer> madeToLie(long step) {
        JobSpec.Experiment experiment = spec.experiment();
        return new AdversarySchedule(
                        spec.resilience().workers(),
                        experiment.workerFail(),
                        spec.training().seed(),
                        experiment.fixedLiars())
                .liarsOf(step - 1);
    }
}
