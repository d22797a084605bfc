package org.draco.layout.file;

import java.util.List;

/** A JSON text that is not the record it should be, with all that is wrong with it. */
public final class JsonFaultsException extends Exception {

    private final long offset;
    private final List<String> faults;

    JsonFaultsException(long offset, List<String> faults) {
        super(String.join("; ", faults));
        this.offset = offset;
        this.faults = List.copyOf(faults);
    }

    /** Character at which the text stops being JSON; 0 where it is JSON, but not ours. */
    public long offset() {
        return offset;
    }

    /** All faults, each {@code "what: expected ..., found ..."}. */
    public List<String> faults() {
        return faults;
    }
}
