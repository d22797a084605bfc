package org.draco.container.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.draco.container.model.Guesses;
import org.draco.layout.evaluation.CheckpointScore.ClassScore;

/** Counts what samples of each class were taken for. The counts are exact. Not thread-safe. */
final class ConfusionMatrix implements Guesses {

    /** How many of the most probable classes a prediction may be among, where there are so many. */
    private static final int MOST = 5;

    private final int[][] counts;
    private int nearlyCorrect;

    /** Nothing counted yet. */
    ConfusionMatrix(int classes) {
        counts = new int[classes][classes + 1];
    }

    @Override
    public void guessed(int label, int predicted, int rank) {
        counts[label][predicted == NONE ? counts.length : predicted]++;
        if (rank < topK()) {
            nearlyCorrect++;
        }
    }

    /** How many of the most probable classes {@link #correctTopK} looks at. */
    int topK() {
        return Math.min(MOST, counts.length);
    }

    /** Samples whose own class was among the most probable. */
    int correctTopK() {
        return nearlyCorrect;
    }

    /** {@code [label][predicted]}; the last column counts samples without a prediction. Not a copy. */
    int[][] counts() {
        return counts;
    }

    /** Each class's share, by label. */
    List<ClassScore> classes() {
        List<ClassScore> classes = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            int samples = 0;
            int predicted = 0;
            for (int other = 0; other <= counts.length; other++) {
                samples += counts[label][other];
                predicted += other < counts.length ? counts[other][label] : 0;
            }
            classes.add(new ClassScore(samples, counts[label][label], predicted));
        }
        return classes;
    }
}
