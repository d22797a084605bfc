package org.draco.layout.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;

/**
 * A record in a JSON file that says what it is and whether it was changed.
 *
 * <pre>
 * {
 *   "format" : "draco-outcome",      what the file is: its magic
 *   "version" : 1,                   of the format
 *   ...                              the record's components, as {@link RecordJson} writes them
 *   "crc32c" : "0123abcd"            CRC32C of the UTF-8 text that {@link RecordJson} writes for this object
 * }                                  without this key; white space may therefore change, nothing else
 * </pre>
 */
public final class SealedJson {

    private static final String FORMAT = "format";
    private static final String VERSION = "version";
    private static final String CHECKSUM = "crc32c";

    private final String format;
    private final int version;
    private final String remedy;

    /**
     * @param format what the files are, e.g. {@code "draco-outcome"}; never changed once released
     * @param version the only version that is read and written
     */
    public SealedJson(String format, int version) {
        this(format, version, DamagedFileException.USUAL_REMEDY);
    }

    /** With what a reader is told to do about a file that is not as it should be. */
    public SealedJson(String format, int version, String remedy) {
        this.format = format;
        this.version = version;
        this.remedy = remedy;
    }

    /** The sealed text of a record. */
    public String text(Record value) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put(FORMAT, format);
        tree.put(VERSION, version);
        tree.setAll(RecordJson.tree(value));
        tree.put(CHECKSUM, checksum(tree));
        return RecordJson.print(tree);
    }

    /** Writes a record aside and renames it. */
    public void write(FileSystem fs, Path file, Record value) throws IOException {
        AsideFile.write(fs, file, text(value));
    }

    /**
     * Reads a record back.
     *
     * @throws FileNotFoundException if there is no such file
     * @throws DamagedFileException if it is foreign, of another version, changed, or not the record
     */
    public <T extends Record> T read(FileSystem fs, Path file, Class<T> type) throws IOException {
        String text = TextFile.read(fs, file);
        try {
            return unseal(text, type);
        } catch (JsonFaultsException faults) {
            String what = "a " + format + " file of version " + version;
            throw new DamagedFileException(
                    file, faults.offset(), what, faults.getMessage(), remedy);
        }
    }

    /** As {@link #read}, empty if there is no such file. */
    public <T extends Record> Optional<T> readIfPresent(FileSystem fs, Path file, Class<T> type)
            throws IOException {
        try {
            return Optional.of(read(fs, file, type));
        } catch (FileNotFoundException absent) {
            return Optional.empty();
        }
    }

    private <T extends Record> T unseal(String text, Class<T> type) throws JsonFaultsException {
        ObjectNode tree = RecordJson.parse(text);
        expect(FORMAT, JsonNodeFactory.instance.textNode(format), tree.get(FORMAT));
        RecordJson.checkVersion(tree, version);
        JsonNode found = tree.remove(CHECKSUM);
        expect(CHECKSUM, JsonNodeFactory.instance.textNode(checksum(tree)), found);
        tree.remove(FORMAT);
        boolean ownVersion =
                List.of(type.getRecordComponents()).stream()
                        .anyMatch(c -> c.getName().equals(VERSION));
        if (!ownVersion) {
            tree.remove(VERSION);
        }
        return RecordJson.read(tree, type, version);
    }

    private static void expect(String key, JsonNode expected, JsonNode found)
            throws JsonFaultsException {
        if (!expected.equals(found)) {
            String what = found == null ? "nothing: the key is missing" : found.toString();
            throw new JsonFaultsException(
                    0, List.of(key + ": expected " + expected + ", found " + what));
        }
    }

    private static String checksum(ObjectNode tree) {
        byte[] text = RecordJson.print(tree).getBytes(StandardCharsets.UTF_8);
        return String.format("%08x", BlockChecksum.of(0, ByteBuffer.wrap(text)));
    }
}
