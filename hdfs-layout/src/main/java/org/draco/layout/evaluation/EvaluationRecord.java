package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.PatientStorage;
import org.draco.layout.file.PlainFileSystem;

/**
 * Makes one record of what the evaluators find: {@code evaluation.csv} and {@code classes.csv} in the order of steps, and the best
 * model. Evaluators leave a score for each checkpoint and, before it, the model if no score so far was better; so whichever is the best
 * in the end has its model there, and no evaluator has to know of the others.
 *
 * <p>All state is in the directory: one that is made again goes on. One process at a time. Not thread-safe.
 */
public final class EvaluationRecord {

    private final FileSystem fs;
    private final EvaluationLayout layout;
    private final List<String> labels;
    private final PatientStorage storage;
    private final ScoreList scores;
    private boolean begun;

    /**
     * Nothing is touched yet.
     *
     * @param labels names of the classes
     */
    public EvaluationRecord(
            FileSystem fs, EvaluationLayout layout, List<String> labels, PatientStorage storage) {
        this.fs = PlainFileSystem.of(fs);
        this.layout = layout;
        this.labels = List.copyOf(labels);
        this.storage = storage;
        this.scores = new ScoreList(fs, layout, storage);
    }

    /**
     * Takes up what has come since the last call, and brings tables and best model up to it.
     *
     * @return the new scores, in the order of steps
     * @throws IOException if the directory cannot be read or written for longer than the storage is waited for
     */
    public List<CheckpointScore> refresh() throws IOException {
        List<CheckpointScore> fresh = scores.refresh();
        if (!fresh.isEmpty() || !begun) {
            storage.run("evaluation.csv", () -> ScoreTables.writeScores(fs, layout, scores.all()));
            storage.run(
                    "classes.csv",
                    () -> ScoreTables.writeClasses(fs, layout, labels, scores.all()));
            Optional<CheckpointScore> best = scores.best();
            if (best.isPresent()) {
                storage.run("best.zip", () -> keep(best.get()));
            }
            begun = true;
        }
        return fresh;
    }

    /** A candidate that is gone is in its place already. */
    private void keep(CheckpointScore best) throws IOException {
        Path candidate = layout.candidate(best.step());
        if (fs.exists(candidate)) {
            PlainFileSystem.replace(fs, candidate, layout.best());
        }
        BestModel.of(best).write(fs, layout);
        for (CheckpointScore other : scores.all()) {
            fs.delete(layout.candidate(other.step()), false);
        }
    }

    /** What was taken up so far. */
    public ScoreList scores() {
        return scores;
    }

    /**
     * The evaluators are done: takes up the last scores and writes the outcome.
     *
     * @param idle whether the training was taken for over since it has written no checkpoint for long
     */
    public EvaluationOutcome finish(boolean idle, double seconds) throws IOException {
        refresh();
        List<PassedOver> passed = scores.passedOver();
        List<String> words = new ArrayList<>();
        if (scores.all().isEmpty()) {
            words.add("no checkpoint could be evaluated");
        }
        if (!passed.isEmpty()) {
            words.add(
                    "passed over: "
                            + passed.stream()
                                    .map(over -> "step " + over.step() + " (" + over.why() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        if (idle) {
            words.add("the training wrote no checkpoint for long and was taken for over");
        }
        return end(!scores.all().isEmpty(), String.join("; ", words), seconds);
    }

    /** The evaluation has failed: takes up what there is and writes the outcome. */
    public EvaluationOutcome fail(String why, double seconds) throws IOException {
        refresh();
        return end(false, why, seconds);
    }

    private EvaluationOutcome end(boolean succeeded, String diagnosis, double seconds)
            throws IOException {
        EvaluationOutcome outcome =
                new EvaluationOutcome(
                        succeeded,
                        scores.all().size(),
                        scores.passedOver().size(),
                        diagnosis,
                        seconds);
        storage.run("the outcome", () -> outcome.write(fs, layout));
        return outcome;
    }
}
