package org.draco.layout.job;

import java.util.List;

/** A text that is not a job specification, with everything that is wrong with it. */
public final class JobSpecException extends IllegalArgumentException {

    private final String where;
    private final List<String> faults;

    JobSpecException(String where, List<String> faults) {
        super(
                where
                        + " is not a job specification of version "
                        + JobSpec.VERSION
                        + ": "
                        + String.join("; ", faults));
        this.where = where;
        this.faults = List.copyOf(faults);
    }

    /** What the text was called, e.g. a path. */
    public String where() {
        return where;
    }

    /** All faults, each {@code "what: expected ..., found ..."}. */
    public List<String> faults() {
        return faults;
    }
}
