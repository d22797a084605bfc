package org.draco.container.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.draco.container.model.BatchScore;
import org.draco.container.model.GradientModel;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.EvaluationSpec.Course;

/**
 * One of the evaluators of an evaluation job: judges those checkpoints of a training that are its turn, in the order of steps, until the
 * training is over. What it finds it leaves in the evaluation's directory; one that is started again goes on after what is there.
 *
 * <p>A role without a thread: whoever owns it calls {@link #poll} and waits in between. Not thread-safe.
 */
public final class CheckpointEvaluator {

    private static final String GONE =
            "it was gone before it was read; --keep-checkpoints of the training keeps more of them";

    private final Course course;
    private final int index;
    private final CheckpointReader checkpoints;
    private final ScoreFiles files;
    private final GradientModel model;
    private final TestSet testSet;
    private final LongSupplier nanoTime;
    private List<Long> seen = List.of();
    private long seenSinceNanos;

    /**
     * @param index which of the evaluators this is, from 0
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    CheckpointEvaluator(
            Course course,
            int index,
            CheckpointReader checkpoints,
            ScoreFiles files,
            GradientModel model,
            TestSet testSet,
            LongSupplier nanoTime) {
        this.course = course;
        this.index = index;
        this.checkpoints = checkpoints;
        this.files = files;
        this.model = model;
        this.testSet = testSet;
        this.nanoTime = nanoTime;
        this.seenSinceNanos = nanoTime.getAsLong();
    }

    /**
     * Does what is to be done now, one checkpoint at most.
     *
     * @throws IOException if a directory cannot be read or written for longer than the storage is waited for, or the network is not the
     *     one that was trained
     */
    public Turn poll() throws IOException {
        // The outcome first: it is written after the last checkpoint, so a list read later is
        // complete.
        boolean over = course.lastStep() != Course.UNTIL_OVER || checkpoints.outcome().isPresent();
        files.refresh();
        for (long step : mine()) {
            if (files.isScored(step)) {
                continue;
            }
            Optional<float[]> parameters = checkpoints.parameters(step);
            if (parameters.isPresent()) {
                return new Turn.Scored(evaluate(step, parameters.get()));
            }
            String why = checkpoints.damage(step).map(IOException::getMessage).orElse(GONE);
            if (files.pass(step, why)) {
                return new Turn.Passed(step, why);
            }
        }
        return over || isIdle() ? new Turn.Finished(!over) : new Turn.Waiting();
    }

    private List<Long> mine() throws IOException {
        List<Long> steps = checkpoints.steps();
        if (!steps.equals(seen)) {
            seen = steps;
            seenSinceNanos = nanoTime.getAsLong();
        }
        return steps.stream()
                .filter(course::wants)
                .filter(step -> course.turn(step) == index)
                .toList();
    }

    private boolean isIdle() {
        return course.idleSeconds() > 0
                && nanoTime.getAsLong() - seenSinceNanos
                        >= TimeUnit.SECONDS.toNanos(course.idleSeconds());
    }

    private CheckpointScore evaluate(long step, float[] parameters) throws IOException {
        if (parameters.length != model.dimension()) {
            throw new IOException(
                    "the checkpoint of step %d: expected %d parameters, as the network has on this data set, found %d"
                            .formatted(step, model.dimension(), parameters.length));
        }
        long startNanos = nanoTime.getAsLong();
        ConfusionMatrix confusion = new ConfusionMatrix(model.classes());
        BatchScore score = testSet.score(model, parameters, confusion);
        CheckpointScore found =
                new CheckpointScore(
                        step,
                        score.meanLoss(),
                        score.samples(),
                        score.correct(),
                        confusion.topK(),
                        confusion.correctTopK(),
                        (nanoTime.getAsLong() - startNanos) / 1e9,
                        confusion.classes());
        files.write(found, confusion, model, parameters);
        return found;
    }
}
