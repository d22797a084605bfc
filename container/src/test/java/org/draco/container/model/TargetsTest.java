package org.draco.container.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.draco.codec.seed.StepRandom;
import org.junit.jupiter.api.Test;

/** What a score counts, against counting by sorting. */
class TargetsTest {

    private record Guess(int label, int predicted, int rank) {}

    private final List<Guess> heard = new ArrayList<>();

    private BatchScore score(Targets targets, float[] outputs, int... labels) {
        heard.clear();
        return targets.score(
                outputs,
                labels,
                (label, predicted, rank) -> heard.add(new Guess(label, predicted, rank)));
    }

    /** Few different values, so that many are equal. */
    @Test
    void agreesWithSortingByProbabilityThenByClass() {
        int classes = 7;
        for (long seed = 1; seed <= 20; seed++) {
            StepRandom random = new StepRandom(seed, "outputs");
            float[] outputs = new float[50 * classes];
            int[] labels = new int[50];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = random.nextInt(4) / 4f;
            }
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(classes);
            }
            BatchScore score = score(new OneOfMany(classes, 0), outputs, labels);
            int correct = 0;
            for (int i = 0; i < labels.length; i++) {
                int from = i * classes;
                List<Integer> order =
                        IntStream.range(0, classes)
                                .boxed()
                                .sorted(Comparator.comparingDouble(c -> -outputs[from + c]))
                                .toList();
                Guess expected = new Guess(labels[i], order.get(0), order.indexOf(labels[i]));
                assertEquals(expected, heard.get(i), "seed " + seed + ", sample " + i);
                correct += order.get(0) == labels[i] ? 1 : 0;
            }
            assertEquals(correct, score.correct(), "seed " + seed);
        }
    }

    @Test
    void whatIsNoNumberIsNoPredictionAndWrong() {
        float nan = Float.NaN;
        BatchScore score =
                score(new OneOfMany(3, 0), new float[] {nan, 0.9f, 0, 0.1f, 0.2f, nan}, 1, 2);
        assertEquals(0, score.correct());
        assertEquals(List.of(new Guess(1, Guesses.NONE, 3), new Guess(2, Guesses.NONE, 3)), heard);
        score = score(new YesOrNo(0), new float[] {nan, nan}, 0, 1);
        assertEquals(0, score.correct());
        assertEquals(List.of(new Guess(0, Guesses.NONE, 2), new Guess(1, Guesses.NONE, 2)), heard);
        assertTrue(Double.isNaN(score.meanLoss()));
    }

    @Test
    void oneOutputTellsTwoClassesApart() {
        BatchScore score =
                score(new YesOrNo(0), new float[] {0.2f, 0.2f, 0.7f, 0.7f, 0.5f}, 0, 1, 0, 1, 1);
        assertEquals(2, score.correct());
        assertEquals(
                List.of(
                        new Guess(0, 0, 0),
                        new Guess(1, 0, 1),
                        new Guess(0, 1, 1),
                        new Guess(1, 1, 0),
                        new Guess(1, Guesses.NONE, 1)),
                heard);
    }
}
