package org.draco.layout.dataset;

import java.util.Locale;

/** The two halves of a data set. Their order is part of the file format. */
public enum Split {
    /** What is learned from. */
    TRAIN,
    /** What the model is judged by. */
    TEST;

    /** Name of the split's directory, and its key in the manifest: {@code train} or {@code test}. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
