package org.draco.bin.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Places that a person names: paths, and URIs of Hadoop's file systems. */
final class Place {

    private Place() {}

    /**
     * The place, as it was written: without a scheme it is left to whoever uses it whose file system is meant.
     *
     * @param what who asked for it, e.g. an option
     * @param expected what it should be
     * @param text as it was given
     * @throws FaultySpecificationException if it is neither a path nor a URI
     */
    static Path of(String what, String expected, String text) throws FaultySpecificationException {
        try {
            return new Path(text);
        } catch (IllegalArgumentException malformed) {
            throw malformed(what, expected, text, malformed);
        }
    }

    /** As {@link #of}; on this machine, unless it has a scheme. */
    static Path orLocal(String what, String expected, String text)
            throws FaultySpecificationException {
        Path path = of(what, expected, text);
        try {
            return path.toUri().getScheme() == null
                    ? new Path(
                            "file",
                            null,
                            java.nio.file.Path.of(text).toAbsolutePath().normalize().toString())
                    : path;
        } catch (InvalidPathException malformed) {
            throw malformed(what, expected, text, malformed);
        }
    }

    private static FaultySpecificationException malformed(
            String what, String expected, String text, IllegalArgumentException why) {
        String reason = String.valueOf(why.getMessage());
        return new FaultySpecificationException(
                List.of(
                        "%s: expected %s, found \"%s\": %s"
                                .formatted(
                                        what,
                                        expected,
                                        text,
                                        reason.replaceFirst("^[a-zA-Z.]+Exception: ", ""))));
    }
}
