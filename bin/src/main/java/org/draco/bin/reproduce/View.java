package org.draco.bin.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a study shows beside its results. */
enum View {
    /** A table: steps and time until the target, beside the published times. */
    TIME_TO_TARGET,
    /** A table and plots: a step's time by phase. */
    PHASES,
    /** A table: how much momentum at the workers recovers of what attacks take. */
    RECOVERY,
    /** Plots: the spread of the best accuracies. */
    BOXES,
    /** Plots: the variance of gradients over the square of their norm. */
    VARIANCE_NORM;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Optional<View> byWord(String word) {
        return Arrays.stream(values()).filter(view -> view.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(View::word).toList();
    }
}
