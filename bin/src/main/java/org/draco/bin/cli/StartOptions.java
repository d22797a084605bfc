package org.draco.bin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.draco.bin.npy.NpyHeader;
import org.draco.bin.npy.NpyReader;
import org.draco.bin.npy.NpyType;
import org.draco.layout.checkpoint.Checkpoint;
import picocli.CommandLine.Option;

/** The option that says where training starts; the same for all commands that train. */
final class StartOptions {

    @Option(
            names = "--initial-parameters",
            paramLabel = "FILE",
            description =
                    "NumPy file with the d parameters to start from, a vector of float32 or float64 (default: the network draws"
                            + " them).")
    Path file;

    private float[] parameters;

    /**
     * What was given; read once.
     *
     * @throws FaultySpecificationException if the file is missing or holds something else
     */
    Optional<float[]> parameters() throws IOException, FaultySpecificationException {
        if (file != null && parameters == null) {
            parameters = read();
        }
        return Optional.ofNullable(parameters);
    }

    /** The digest that stands for them in the specification; empty if there are none. */
    String digest() throws IOException, FaultySpecificationException {
        return parameters().map(Checkpoint::modelSha256).orElse("");
    }

    private float[] read() throws IOException, FaultySpecificationException {
        List<String> faults = new ArrayList<>();
        try (NpyReader reader =
                CodecFiles.open("--initial-parameters", file, faults).orElse(null)) {
            if (!faults.isEmpty()) {
                throw new FaultySpecificationException(faults);
            }
            NpyHeader header = reader.header();
            boolean floats = header.type() == NpyType.FLOAT32 || header.type() == NpyType.FLOAT64;
            if (!floats || header.dimensions() != 1 || header.columns() < 1) {
                throw new FaultySpecificationException(
                        List.of(
                                "--initial-parameters: expected a vector of float32 or float64, found %s of shape %s in %s"
                                        .formatted(
                                                header.type().numpyName(),
                                                header.shapeText(),
                                                file)));
            }
            return reader.nextFloats();
        }
    }
}
