package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.draco.bin.npy.NpyFormatException;
import org.draco.bin.npy.NpyHeader;
import org.draco.bin.npy.NpyReader;
import picocli.CommandLine.Option;

/** The file that is read and the one that is written. */
final class CodecFiles {

    @Option(
            names = "--input",
            paramLabel = "X.npy",
            required = true,
            description = "NumPy file to read.")
    Path input;

    @Option(
            names = "--output",
            paramLabel = "Y.npy",
            required = true,
            description = "NumPy file to write.")
    Path output;

    /** Opens the input, or says in {@code faults} why that cannot be; and says so if the output cannot be. */
    Optional<NpyReader> open(List<String> faults) throws IOException {
        Path directory = output.toAbsolutePath().getParent();
        if (Files.isDirectory(output)) {
            faults.add("output: expected a file, found the directory " + output);
        } else if (directory == null || !Files.isDirectory(directory)) {
            faults.add("output: expected an existing directory, found none at " + directory);
        }
        return open("input", input, faults);
    }

    /** Opens a file that an option names, or says in {@code faults} why that cannot be. */
    static Optional<NpyReader> open(String option, Path file, List<String> faults)
            throws IOException {
        if (Files.isDirectory(file)) {
            faults.add(option + ": expected a file, found the directory " + file);
            return Optional.empty();
        }
        try {
            return Optional.of(new NpyReader(file));
        } catch (NoSuchFileException e) {
            faults.add(option + ": expected a file, found none at " + file);
        } catch (NpyFormatException e) {
            faults.add(option + ": " + e.getMessage() + "; numpy.save writes such files");
        }
        return Optional.empty();
    }

    /** Says in {@code faults} if the array is not of real numbers, has another number of dimensions, or no columns. */
    static void requireReal(NpyHeader header, int least, int most, List<String> faults) {
        String found = header.type().numpyName() + " of shape " + header.shapeText();
        if (!header.type().real()) {
            faults.add("input: expected float32 or float64, found " + found);
        }
        requireShape(header, least, most, faults);
    }

    /** Says in {@code faults} if the array has another number of dimensions, or no columns. */
    static void requireShape(NpyHeader header, int least, int most, List<String> faults) {
        if (header.dimensions() < least || header.dimensions() > most) {
            faults.add(
                    "input: expected %s, found shape %s"
                            .formatted(
                                    least == most ? "a matrix (n, d)" : "(n, d) or (k, n, d)",
                                    header.shapeText()));
        }
        if (header.columns() == 0) {
            faults.add("input: expected d of at least 1, found shape " + header.shapeText());
        }
    }

    /** Refuses what cannot be, with everything that is wrong, at once. */
    static void requireNone(List<String> faults) throws FaultySpecificationException {
        if (!faults.isEmpty()) {
            throw new FaultySpecificationException(faults);
        }
    }
}
