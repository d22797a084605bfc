package org.draco.layout.evaluation;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.draco.layout.EvaluationLayout;
import org.draco.layout.file.SealedJson;

/**
 * What an evaluator has found of one checkpoint. The counts are exact; a prediction that is not a number is wrong, and counts as no
 * prediction. On disk a {@link SealedJson} of format {@code draco-score}, version 1.
 *
 * @param step of the checkpoint
 * @param loss mean over the samples; may be NaN or infinite
 * @param samples at least 1
 * @param correct samples whose own class was the most probable, the first of equals
 * @param topK how many of the most probable classes {@code correctTopK} looks at: five, or all if there are fewer
 * @param correctTopK samples whose own class was among those
 * @param seconds that it took
 * @param classes each class's share, by label
 */
public record CheckpointScore(
        long step,
        double loss,
        int samples,
        int correct,
        int topK,
        int correctTopK,
        double seconds,
        List<ClassScore> classes) {

    /** The better of two is the greater: by accuracy, then the lower loss, then the earlier step. */
    public static final Comparator<CheckpointScore> QUALITY =
            Comparator.comparingInt(CheckpointScore::correct)
                    .thenComparing(Comparator.comparingDouble(CheckpointScore::loss).reversed())
                    .thenComparing(Comparator.comparingLong(CheckpointScore::step).reversed());

    private static final SealedJson JSON = new SealedJson("draco-score", 1);

    /**
     * One class's share.
     *
     * @param samples of this class
     * @param correct of these, those that were taken for it
     * @param predicted samples of any class that were taken for it
     */
    public record ClassScore(int samples, int correct, int predicted) {

        /** The share of the class's samples that were taken for it; NaN if it has none. */
        public double recall() {
            return (double) correct / samples;
        }

        /** The share of those that were taken for the class that are of it; NaN if there are none. */
        public double precision() {
            return (double) correct / predicted;
        }
    }

    /** As it is stored: JSON has no number that is none. */
    private record Stored(
            long step,
            String loss,
            int samples,
            int correct,
            int topK,
            int correctTopK,
            double seconds,
            List<ClassScore> classes) {}

    /** Refuses counts that cannot be. */
    public CheckpointScore {
        if (correct < 0 || correct > correctTopK || correctTopK > samples || samples < 1) {
            throw new IllegalArgumentException(
                    "score: expected 0 <= correct <= correctTopK <= samples, found %d, %d, %d"
                            .formatted(correct, correctTopK, samples));
        }
        classes = List.copyOf(classes);
    }

    /** The share of the samples whose own class was the most probable, 0 to 1. */
    public double top1() {
        return (double) correct / samples;
    }

    /** The share of the samples whose own class was among the {@link #topK} most probable, 0 to 1. */
    public double top5() {
        return (double) correctTopK / samples;
    }

    /** Writes it aside and renames it; one that is there is replaced. */
    public void write(FileSystem fs, EvaluationLayout layout) throws IOException {
        JSON.write(
                fs,
                layout.score(step),
                new Stored(
                        step,
                        Double.toString(loss),
                        samples,
                        correct,
                        topK,
                        correctTopK,
                        seconds,
                        classes));
    }

    /**
     * Reads the score of a step.
     *
     * @throws java.io.FileNotFoundException if there is none
     * @throws org.draco.layout.DamagedFileException if the file is not what was written
     */
    public static CheckpointScore read(FileSystem fs, EvaluationLayout layout, long step)
            throws IOException {
        Stored stored = JSON.read(fs, layout.score(step), Stored.class);
        return new CheckpointScore(
                stored.step,
                Double.parseDouble(stored.loss),
                stored.samples,
                stored.correct,
                stored.topK,
                stored.correctTopK,
                stored.seconds,
                stored.classes);
    }
}
