package org.draco.bin.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a study shows beside its results. */
enum View {
    /** A table: steps and time until the target, beside the published times. */
    TIME_TO_TARGET;

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
