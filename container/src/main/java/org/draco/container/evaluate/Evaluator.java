package org.draco.container.evaluate;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.draco.container.model.BatchScore;
import org.draco.container.model.GradientModel;
import org.draco.layout.job.Outcome;
import org.draco.layout.metrics.EvaluationRow;

/**
 * Makes checkpoint 0, then evaluates every checkpoint in order of steps, until the training is over. Each gets its
 * Deeplearning4j zip first and its row in {@code evaluation.csv} second, so a row says that all is there.
 *
 * <p>A checkpoint that is damaged is passed over, and tried again when another is written in its place. Only if it is the last of a
 * training that succeeded, that ends the evaluation.
 *
 * <p>All state is in the job's directory: an evaluator that is started again goes on after the rows that it finds.
 *
 * <p>A role without a thread: whoever owns it calls {@link #poll} and waits in between. Not thread-safe.
 */
public final class Evaluator {

    private final EvaluatorFiles files;
    private final GradientModel model;
    private final TestSet testSet;
    private final LongSupplier nanoTime;

    /**
     * @param files stay the caller's to close
     * @param nanoTime a clock as {@link System#nanoTime}, for the rows' seconds
     */
    public Evaluator(
            EvaluatorFiles files, GradientModel model, TestSet testSet, LongSupplier nanoTime) {
        this.files = files;
        this.model = model;
        this.testSet = testSet;
        this.nanoTime = nanoTime;
    }

    /**
     * Does what is to be done now, one checkpoint at most.
     *
     * @throws org.draco.layout.DamagedFileException if the final checkpoint is not what was written; the message names the file
     * @throws IOException if the job's directory cannot be read or written for longer than the storage is waited for
     */
    public Progress poll() throws IOException {
        // The outcome first: it is written after the last checkpoint, so a list read later is
        // complete.
        Optional<Outcome> outcome = files.checkpoints().outcome();
        List<Long> steps = files.checkpoints().steps();
        if (steps.isEmpty() && outcome.isEmpty()) {
            files.writeFirst(initialParameters(), model.trainable());
            steps = List.of(0L);
        }
        for (long step : steps) {
            Optional<float[]> parameters =
                    files.isEvaluated(step)
                            ? Optional.empty()
                            : files.checkpoints().parameters(step);
            if (parameters.isPresent()) {
                return new Progress.Evaluated(evaluate(step, parameters.get()));
            }
        }
        if (outcome.isEmpty()) {
            return new Progress.Waiting();
        }
        requireFinalModel(outcome.get());
        return new Progress.Finished();
    }

    private float[] initialParameters() throws IOException {
        float[] initial = files.start().orElseGet(model::initialParameters);
        if (initial.length != model.dimension()) {
            throw new IOException(
                    "initial parameters: expected "
                            + model.dimension()
                            + " for this network, found "
                            + initial.length
                            + "; give others, or none");
        }
        return initial;
    }

    private EvaluationRow evaluate(long step, float[] parameters) throws IOException {
        long startNanos = nanoTime.getAsLong();
        BatchScore score = testSet.score(model, parameters);
        double seconds = (nanoTime.getAsLong() - startNanos) / 1e9;
        EvaluationRow row =
                new EvaluationRow(
                        step, score.meanLoss(), score.accuracy(), score.samples(), seconds);
        files.save(step, model, parameters);
        files.append(row);
        return row;
    }

    private void requireFinalModel(Outcome outcome) throws IOException {
        if (!outcome.succeeded() || files.isEvaluated(outcome.finalStep())) {
            return;
        }
        Optional<IOException> damage = files.checkpoints().damage(outcome.finalStep());
        if (damage.isPresent()) {
            throw damage.get();
        }
        throw new FileNotFoundException(
                "the training succeeded with step "
                        + outcome.finalStep()
                        + " but left no checkpoint of it; expected one before the outcome, found none");
    }
}
