package org.draco.layout;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * A file that is not what it should be: foreign, of another version, cut short, grown, or changed since it was
 * written. The message says which file, at which byte, what was expected there, what was found, and what to do.
 */
public final class DamagedFileException extends IOException {

    private static final String USUAL_REMEDY =
            "restore this file from a copy, or have it written anew";

    private final transient Path file;
    private final long offset;
    private final String expected;
    private final String found;

    /**
     * @param file the damaged file, fully qualified where that is known
     * @param offset first byte of what is wrong; for compressed files a position in the uncompressed data
     * @param expected what should be there, worded to follow "expected"
     * @param found what is there, worded to follow "found"
     */
    public DamagedFileException(Path file, long offset, String expected, String found) {
        this(file, offset, expected, found, USUAL_REMEDY);
    }

    /** As the other constructor, with a remedy that fits better than restoring the file. */
    public DamagedFileException(
            Path file, long offset, String expected, String found, String remedy) {
        super(
                file
                        + " is damaged at byte "
                        + offset
                        + ": expected "
                        + expected
                        + ", found "
                        + found
                        + "; "
                        + remedy);
        this.file = Objects.requireNonNull(file, "file");
        this.offset = offset;
        this.expected = Objects.requireNonNull(expected, "expected");
        this.found = Objects.requireNonNull(found, "found");
    }

    /** The damaged file. */
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
