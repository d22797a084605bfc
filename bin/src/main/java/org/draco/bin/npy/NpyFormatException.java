package org.draco.bin.npy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that is no {@code .npy} file, is damaged, or holds an array of a kind that is not read here. The message says which
 * file, at which byte, what was expected there and what was found.
 */
public final class NpyFormatException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final long offset;
    private final String expected;
    private final String found;

    /**
     * @param file the file
     * @param offset first byte of what is wrong
     * @param expected what should be there, worded to follow "expected"
     * @param found what is there, worded to follow "found"
     */
    public NpyFormatException(Path file, long offset, String expected, String found) {
        super(file + ": at byte " + offset + " expected " + expected + ", found " + found);
        this.file = Objects.requireNonNull(file, "file");
        this.offset = offset;
        this.expected = Objects.requireNonNull(expected, "expected");
        this.found = Objects.requireNonNull(found, "found");
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** First byte of what is wrong. */
    public long offset() {
        return offset;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String found() {
        return found;
    }
}
