package org.draco.bin.cli;

import java.util.List;

/** A job that cannot be, with everything that is wrong with it; exit code 2. */
public final class FaultySpecificationException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> faults;

    /** @param faults at least one sentence: option, expected, found */
    public FaultySpecificationException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** All of them. */
    public List<String> faults() {
        return faults;
    }
}
