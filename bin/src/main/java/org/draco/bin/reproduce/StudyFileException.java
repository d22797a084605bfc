package org.draco.bin.reproduce;

import java.util.List;

/** A study file that is none, with everything that is wrong with it. */
public final class StudyFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> faults;

    StudyFileException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each with file and line. */
    public List<String> faults() {
        return faults;
    }
}
