package org.draco.container.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** In which order the samples of a data set come. */
public enum SampleOrder {
    /** Every epoch in another random order, drawn without replacement from (seed, epoch). */
    SHUFFLED,
    /** As they are stored, the first again after the last; no seed has a say. */
    STORED;

    /** Name in job files and on the command line: {@code shuffled} or {@code stored}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of that name, if there is one. */
    public static Optional<SampleOrder> byName(String name) {
        return Arrays.stream(values()).filter(order -> order.word().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SampleOrder::word).toList();
    }
}
