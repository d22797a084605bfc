package org.draco.layout;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.Path;

/**
 * A file that is not what it should be: foreign, of another version, cut short, grown, or changed since it was
 * written. The message says which file, at which byte, what was expected there, what was found, and what to do.
 */
public final class DamagedFileException extends IOException {

    /** What to do about most damaged files. */
    public static final String USUAL_REMEDY =
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
        this(file, "at byte " + offset, offset, expected, found, remedy);
    }

    private DamagedFileException(
            Path file, String place, long offset, String expected, String found, String remedy) {
        super(
                "%s is damaged %s: expected %s, found %s; %s"
                        .formatted(file, place, expected, found, remedy));
        this.file = Objects.requireNonNull(file, "file");
        this.offset = offset;
        this.expected = Objects.requireNonNull(expected, "expected");
        this.found = Objects.requireNonNull(found, "found");
    }

    /**
     * A fault in a text, where people count lines; {@link #offset} is then -1.
     *
     * @param line from 1 on
     * @param column from 1 on; what a column is, is the format's to say
     */
    public static DamagedFileException inText(
            Path file, long line, long column, String expected, String found) {
        String place = "at line " + line + ", column " + column;
        return new DamagedFileException(
                file,
                place,
                -1,
                expected,
                found,
                "correct the file, or the options that it is read with");
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }

    /** First byte of what is wrong; -1 where the message names line and column. */
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
