package org.draco.container.model;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * A network in a file: a configuration of Deeplearning4j's ({@code MultiLayerConfiguration.toJson} or {@code
 * ComputationGraphConfiguration.toJson}), or a model that was saved ({@code ModelSerializer.writeModel}), whose parameters are
 * then where training starts.
 *
 * <p>A file is somebody's input: of a zip only {@code configuration.json} and {@code coefficients.bin} are read, never more of
 * them than they may have, and nothing is deserialised by Java; but layers are made by the class names in the configuration.
 *
 * <pre>
 *   coefficients.bin   UTF allocation mode | long n | UTF type | n longs (INT: ints)    the array's shape
 *                      UTF allocation mode | long d | UTF "FLOAT" | d floats            big-endian
 * </pre>
 */
final class NetworkFile {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** ResNet-152 as a graph takes 1 MB. */
    private static final int MOST_CONFIGURATION_BYTES = 1 << 26;

    /** An array of rank 32, the most that ND4J has, takes 2 x 32 + 4 of them. */
    private static final int MOST_SHAPE_NUMBERS = 68;

    private static final long MOST_PASSED_OVER = 1L << 31;

    private final String name;

    private NetworkFile(String name) {
        this.name = name;
    }

    /** Whether a network of that name is a file: a path or address that ends in {@code .json} or {@code .zip}. */
    static boolean isNamed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".json") || lower.endsWith(".zip");
    }

    /**
     * The network in a file.
     *
     * @param name the file's, for messages; the network is called so, too
     * @param bytes its content
     * @throws IllegalArgumentException if there is no network in it that can be trained here; says what was expected and found
     */
    static Network read(String name, byte[] bytes) {
        NetworkFile file = new NetworkFile(name);
        try {
            return bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K'
                    ? file.saved(bytes)
                    : new ConfiguredNetwork(name, file.blueprint(bytes), Optional.empty());
        } catch (IOException damaged) {
            throw new IllegalArgumentException(
                    "network %s: expected a zip as Deeplearning4j saves models, found one that cannot be read: %s"
                            .formatted(name, damaged.getMessage()),
                    damaged);
        }
    }

    private IllegalArgumentException refusal(String expected, String found) {
        return new IllegalArgumentException(
                "network %s: expected %s, found %s".formatted(name, expected, found));
    }

    private Blueprint blueprint(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        JsonNode tree;
        try {
            tree = new ObjectMapper().readTree(text);
        } catch (IOException | StackOverflowError noJson) {
            throw refusal(
                    "a Deeplearning4j configuration in JSON, or a saved model (zip)",
                    "" + noJson.getMessage());
        }
        if (tree != null && tree.has("vertices")) {
            return graph(tree, text);
        }
        if (tree == null || !tree.path("confs").isArray() || tree.path("confs").isEmpty()) {
            throw refusal(
                    "a Deeplearning4j configuration, with \"confs\" (a chain of layers) or \"vertices\" (a graph)",
                    tree == null ? "nothing" : "neither");
        }
        return new Blueprint(text, false);
    }

    private Blueprint graph(JsonNode tree, String text) {
        int inputs = tree.path("networkInputs").size();
        int outputs = tree.path("networkOutputs").size();
        if (inputs != 1 || outputs != 1) {
            throw refusal(
                    "a graph with one input and one output",
                    "%d inputs and %d outputs".formatted(inputs, outputs));
        }
        return new Blueprint(text, true);
    }

    private Network saved(byte[] zip) throws IOException {
        byte[] configuration =
                entry(zip, CONFIGURATION, in -> in.readNBytes(MOST_CONFIGURATION_BYTES + 1));
        if (configuration.length > MOST_CONFIGURATION_BYTES) {
            throw refusal(
                    CONFIGURATION + " of at most " + MOST_CONFIGURATION_BYTES + " bytes", "more");
        }
        Blueprint blueprint = blueprint(configuration);
        ConfiguredNetwork untrained = new ConfiguredNetwork(name, blueprint, Optional.empty());
        float[] start =
                entry(
                        zip,
                        COEFFICIENTS,
                        in ->
                                coefficients(
                                        new DataInputStream(new BufferedInputStream(in)),
                                        untrained.parameters()));
        return new ConfiguredNetwork(name, blueprint, Optional.of(start));
    }

    private interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** To pass over an entry is to inflate it, so that is bounded, too; Deeplearning4j writes those that are wanted first. */
    private <T> T entry(byte[] zip, String wanted, Reader<T> reader) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            long passedOver = 0;
            byte[] buffer = new byte[1 << 16];
            ZipEntry entry = next(in);
            while (entry != null) {
                if (entry.getName().equals(wanted)) {
                    return reader.read(in);
                }
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    passedOver += read;
                    if (passedOver > MOST_PASSED_OVER) {
                        throw refusal(
                                "%s among the first %d bytes".formatted(wanted, MOST_PASSED_OVER),
                                "only other entries");
                    }
                }
                entry = next(in);
            }
        }
        throw refusal("a saved model with " + wanted, "none");
    }

    /** Java has another exception for a name that is no UTF-8 than for all else that may be wrong with a zip. */
    private static ZipEntry next(ZipInputStream in) throws IOException {
        try {
            return in.getNextEntry();
        } catch (IllegalArgumentException malformed) {
            throw new ZipException("an entry's name: " + malformed.getMessage());
        }
    }

    private float[] coefficients(DataInputStream in, int parameters) throws IOException {
        try {
            in.readUTF();
            long numbers = in.readLong();
            int size = in.readUTF().equals("LONG") ? Long.BYTES : Integer.BYTES;
            if (numbers < 0 || numbers > MOST_SHAPE_NUMBERS) {
                throw refusal(
                        COEFFICIENTS + " with a shape of 0 to " + MOST_SHAPE_NUMBERS + " numbers",
                        "" + numbers);
            }
            in.skipNBytes(numbers * size);
            in.readUTF();
            long length = in.readLong();
            String type = in.readUTF();
            if (length != parameters || !type.equals("FLOAT")) {
                throw refusal(
                        "%s with %d parameters of type FLOAT, as the configuration has"
                                .formatted(COEFFICIENTS, parameters),
                        length + " of type " + type);
            }
            float[] values = new float[parameters];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
                if (!Float.isFinite(values[i])) {
                    throw refusal("finite parameters", values[i] + " in place " + i);
                }
            }
            return values;
        } catch (EOFException | UTFDataFormatException cut) {
            throw refusal(
                    "%s with %d parameters".formatted(COEFFICIENTS, parameters),
                    "that it ends before, or is none");
        }
    }
}
