package org.draco.layout;

import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;

/** The files of one evaluation of a job's checkpoints. Immutable; touches no file system. */
public final class EvaluationLayout extends ApplicationLayout {

    private static final String SCORE = ".json";

    /** @param dir directory of the evaluation, best fully qualified */
    public EvaluationLayout(Path dir) {
        super(dir);
    }

    /** What is evaluated by what: {@code evaluation.json}. */
    public Path evaluationFile() {
        return new Path(dir(), "evaluation.json");
    }

    /** One row per checkpoint, in the order of steps: {@code evaluation.csv}. */
    public Path evaluationCsv() {
        return new Path(dir(), "evaluation.csv");
    }

    /** One row per checkpoint and class: {@code classes.csv}. */
    public Path classesCsv() {
        return new Path(dir(), "classes.csv");
    }

    /** How often each class was taken for which, after {@code step} steps, e.g. {@code confusion/step-000000100.csv}. */
    public Path confusion(long step) {
        return new Path(new Path(dir(), "confusion"), StepName.of(step, ".csv"));
    }

    /** The directory of what evaluators have found. */
    public Path scores() {
        return new Path(dir(), "scores");
    }

    /** What an evaluator has found of one checkpoint, e.g. {@code scores/step-000000100.json}. */
    public Path score(long step) {
        return new Path(scores(), StepName.of(step, SCORE));
    }

    /** The directory of what was passed over. */
    public Path passedOver() {
        return new Path(dir(), "passed-over");
    }

    /** Why a checkpoint has no score, e.g. {@code passed-over/step-000000100.json}. */
    public Path passedOver(long step) {
        return new Path(passedOver(), StepName.of(step, SCORE));
    }

    /** The step in the file name of a score or of what was passed over; empty for any other name. */
    public static OptionalLong step(String fileName) {
        return StepName.in(fileName, SCORE);
    }

    /** The directory of the models that may be the best. */
    public Path candidates() {
        return new Path(dir(), "candidates");
    }

    /** A model that was the best when it was evaluated, e.g. {@code candidates/step-000000100.zip}. */
    public Path candidate(long step) {
        return new Path(candidates(), StepName.of(step, ".zip"));
    }

    /** The best model in Deeplearning4j's format: {@code best.zip}. */
    public Path best() {
        return new Path(dir(), "best.zip");
    }

    /** Which step the best model is of, and how good it is: {@code best.json}. */
    public Path bestFigures() {
        return new Path(dir(), "best.json");
    }
}
