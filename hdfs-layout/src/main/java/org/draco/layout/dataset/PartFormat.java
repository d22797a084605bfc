package org.draco.layout.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.file.BlockChecksum;

/**
 * The bytes of one part of a data set, version 2. All numbers are little-endian.
 *
 * <pre>
 * offset  bytes
 *      0      8  magic, "DRACOPRT" in ASCII
 *      8      4  version, 2
 *     12      4  split: 0 train, 1 test
 *     16      4  index of the part in its split
 *     20      4  values: 0 bytes, 1 float32
 *     24      4  channels
 *     28      4  height
 *     32      4  width
 *     36      4  labels: how many classes there are
 *     40      4  records per block K; the largest K whose block keeps within 65,536 bytes, at least 1
 *     44      4  {@link BlockChecksum} of the bytes before
 *     48         the records in blocks, each of K records (the last of what is left)
 *                followed by its {@link BlockChecksum} of 4 bytes
 *    end - 20 8  magic of the end, "DRACOEND" in ASCII
 *    end - 12 8  records in this part
 *    end -  4 4  {@link BlockChecksum} of the 16 bytes before
 *
 * a record:   2  label, unsigned, below the number of classes
 *             c  channels x height x width values, in this order, each a byte or a float32
 * </pre>
 *
 * <p>So record i begins at {@code 48 + (i / K) * (K * (2 + c) + 4) + (i mod K) * (2 + c)}, and the size of a part follows
 * from its number of records. The end is written last and says that nothing was cut off; a reader checks it against the
 * manifest and the file's size. (Version 1 had no field "values"; all were bytes.)
 */
final class PartFormat {

    static final int VERSION = 2;
    static final int HEADER_BYTES = 48;
    static final int TRAILER_BYTES = 20;
    static final int LABEL_BYTES = 2;
    static final int MAX_LABELS = 1 << 16;

    /** Bound of a sample, so that hostile dimensions take no memory: a colour picture of 4,729 x 4,729. */
    static final int MAX_SAMPLE_BYTES = 64 << 20;

    private static final int BLOCK_BYTES = 1 << 16;
    private static final byte[] MAGIC = "DRACOPRT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_MAGIC = "DRACOEND".getBytes(StandardCharsets.US_ASCII);

    private final ValueType values;
    private final int channels;
    private final int height;
    private final int width;
    private final int labels;
    private final int recordBytes;
    private final int recordsPerBlock;

    private PartFormat(DatasetDescription shape) {
        this.values = shape.values();
        this.channels = shape.channels();
        this.height = shape.height();
        this.width = shape.width();
        this.labels = shape.labels().size();
        this.recordBytes = LABEL_BYTES + (int) shape.sampleBytes();
        this.recordsPerBlock = Math.max(1, BLOCK_BYTES / recordBytes);
    }

    /** The format of a shape that {@link ManifestRules} has found sound. */
    static PartFormat of(DatasetDescription shape) {
        return new PartFormat(shape);
    }

    static PartFormat of(DatasetManifest set) {
        return new PartFormat(set.description());
    }

    int labels() {
        return labels;
    }

    int sampleBytes() {
        return recordBytes - LABEL_BYTES;
    }

    int recordBytes() {
        return recordBytes;
    }

    int recordsPerBlock() {
        return recordsPerBlock;
    }

    /** Size of a part of so many records. */
    long bytes(long records) {
        long blocks = (records + recordsPerBlock - 1) / recordsPerBlock;
        return HEADER_BYTES + records * recordBytes + blocks * BlockChecksum.BYTES + TRAILER_BYTES;
    }

    /** Most records of a part that keeps within {@code bytes}; less than 1 if not even one fits. */
    int recordsWithin(long bytes) {
        long left = bytes - HEADER_BYTES - TRAILER_BYTES;
        long block = (long) recordsPerBlock * recordBytes + BlockChecksum.BYTES;
        long rest = Math.max(0, left % block - BlockChecksum.BYTES) / recordBytes;
        return (int) (left / block * recordsPerBlock + rest);
    }

    /** Where record {@code i} begins, its label first. */
    long position(int i) {
        long block = (long) recordsPerBlock * recordBytes + BlockChecksum.BYTES;
        return HEADER_BYTES
                + i / recordsPerBlock * block
                + (long) (i % recordsPerBlock) * recordBytes;
    }

    byte[] header(Split split, int index) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putInt(VERSION).putInt(split.ordinal()).putInt(index);
        header.putInt(values.ordinal())
                .putInt(channels)
                .putInt(height)
                .putInt(width)
                .putInt(labels)
                .putInt(recordsPerBlock);
        return header.putInt(BlockChecksum.of(0, header.duplicate().flip())).array();
    }

    byte[] trailer(int records) {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.put(END_MAGIC).putLong(records);
        long offset = bytes(records) - TRAILER_BYTES;
        return trailer.putInt(BlockChecksum.of(offset, trailer.duplicate().flip())).array();
    }

    /**
     * Checks a whole part, block by block: header, end, every block's checksum, every label.
     *
     * @param part the file's bytes
     * @param size how many there are
     * @param file what it is called in messages
     */
    void check(PartBytes part, long size, Path file, PartLocation place) throws IOException {
        int records = place.part().records();
        long expected = bytes(records);
        ensure(
                size == expected,
                file,
                Math.min(size, expected),
                expected + " bytes for " + records + " records",
                size + " bytes");
        checkHeader(part, file, place.split(), place.index());
        long end = expected - TRAILER_BYTES;
        expectBytes(
                bytes(part, end, TRAILER_BYTES),
                end,
                trailer(records),
                file,
                "the end of a part of " + records + " records");
        for (long first = 0; first < records; first += recordsPerBlock) {
            checkBlock(part, file, (int) first, (int) Math.min(recordsPerBlock, records - first));
        }
    }

    private void checkHeader(PartBytes part, Path file, Split split, int index) throws IOException {
        ByteBuffer found = bytes(part, 0, HEADER_BYTES);
        byte[] magic = new byte[MAGIC.length];
        found.get(0, magic);
        ensure(Arrays.equals(magic, MAGIC), file, 0, "the magic DRACOPRT", hex(magic));
        int version = found.getInt(8);
        ensure(version == VERSION, file, 8, "version " + VERSION, "version " + version);
        String shape =
                "%d x %d x %d samples (%s) of %d classes"
                        .formatted(channels, height, width, values.word(), labels);
        String what = "the header of " + split.directory() + " part " + index + " with " + shape;
        expectBytes(found, 0, header(split, index), file, what);
    }

    private void checkBlock(PartBytes part, Path file, int first, int count) throws IOException {
        long offset = position(first);
        int bytes = count * recordBytes;
        ByteBuffer block = bytes(part, offset, bytes + BlockChecksum.BYTES);
        int expected = BlockChecksum.of(offset, block.slice(0, bytes));
        int found = block.getInt(bytes);
        String what = "a block of " + bytes + " bytes with " + BlockChecksum.shown(expected);
        ensure(expected == found, file, offset, what, BlockChecksum.shown(found));
        for (int i = 0; i < count; i++) {
            int label = Short.toUnsignedInt(block.getShort(i * recordBytes));
            long at = offset + (long) i * recordBytes;
            ensure(label < labels, file, at, "a label below " + labels, "label " + label);
        }
    }

    private static ByteBuffer bytes(PartBytes part, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        part.read(position, bytes);
        return bytes;
    }

    private static void expectBytes(
            ByteBuffer found, long offset, byte[] expected, Path file, String what)
            throws DamagedFileException {
        int differs = ByteBuffer.wrap(expected).mismatch(found.rewind());
        ensure(
                differs < 0,
                file,
                offset + Math.max(0, differs),
                what + ": " + hex(expected),
                hex(found.array()));
    }

    private static void ensure(boolean holds, Path file, long offset, String expected, String found)
            throws DamagedFileException {
        if (!holds) {
            throw new DamagedFileException(file, offset, expected, found);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
