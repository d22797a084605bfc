package org.draco.container.evaluate;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.draco.container.model.GradientModel;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.evaluation.CheckpointScore;
import org.draco.layout.evaluation.PassedOver;
import org.draco.layout.evaluation.ScoreList;
import org.draco.layout.evaluation.ScoreTables;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PatientStorage;

/**
 * One evaluator's side of an evaluation's directory, beside other evaluators: it writes what it has found of its checkpoints, each file
 * aside, with the storage's patience. Not thread-safe.
 */
final class ScoreFiles {

    private final FileSystem fs;
    private final EvaluationLayout layout;
    private final List<String> labels;
    private final PatientStorage storage;
    private final ScoreList scores;
    private final Map<Long, String> passedOver = new HashMap<>();

    /**
     * Nothing is touched yet.
     *
     * @param labels names of the classes
     */
    ScoreFiles(
            FileSystem fs, EvaluationLayout layout, List<String> labels, PatientStorage storage) {
        this.fs = fs;
        this.layout = layout;
        this.labels = List.copyOf(labels);
        this.storage = storage;
        this.scores = new ScoreList(fs, layout, storage);
    }

    /** Looks what scores there are by now. */
    void refresh() throws IOException {
        scores.refresh();
    }

    /** Whether a step has had a score at the last look. */
    boolean isScored(long step) {
        return scores.contains(step);
    }

    /**
     * Writes all that there is to say of a checkpoint: the model, if none that is known is better, the confusion matrix, and last the
     * score, which says that all is there. What an evaluator that was killed meanwhile has left half written is deleted.
     */
    void write(
            CheckpointScore score,
            ConfusionMatrix confusion,
            GradientModel model,
            float[] parameters)
            throws IOException {
        long step = score.step();
        refresh();
        if (scores.best().map(best -> isBetter(score, best)).orElse(true)) {
            storage.run("the model of step " + step, () -> save(step, model, parameters));
        }
        storage.run(
                "the confusion matrix of step " + step,
                () -> {
                    AsideFile.removeLeftovers(fs, layout.confusion(step));
                    ScoreTables.writeConfusion(fs, layout, step, labels, confusion.counts());
                });
        storage.run(
                "the score of step " + step,
                () -> {
                    AsideFile.removeLeftovers(fs, layout.score(step));
                    score.write(fs, layout);
                });
    }

    private static boolean isBetter(CheckpointScore score, CheckpointScore best) {
        return CheckpointScore.QUALITY.compare(score, best) > 0;
    }

    private void save(long step, GradientModel model, float[] parameters) throws IOException {
        AsideFile.removeLeftovers(fs, layout.candidate(step));
        try (AsideFile zip = AsideFile.create(fs, layout.candidate(step))) {
            model.save(parameters, zip.stream());
            zip.commit();
        }
    }

    /** Says why a step has no score; false if that was said already. */
    boolean pass(long step, String why) throws IOException {
        if (why.equals(passedOver.put(step, why))) {
            return false;
        }
        storage.run("what was passed over", () -> new PassedOver(step, why).write(fs, layout));
        return true;
    }
}
