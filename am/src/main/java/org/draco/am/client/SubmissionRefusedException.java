package org.draco.am.client;

import java.util.List;

/**
 * The job was not submitted because it cannot run as it is asked for: nothing has started, and nothing of it is left
 * behind. The caller's mistake, exit code 2.
 */
public final class SubmissionRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> faults;

    /** @param faults each in the form "what: expected ..., found ...; what to do" */
    SubmissionRefusedException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Every reason, for a list. */
    public List<String> faults() {
        return faults;
    }
}
