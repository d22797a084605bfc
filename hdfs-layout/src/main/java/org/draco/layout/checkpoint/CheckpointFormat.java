package org.draco.layout.checkpoint;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.file.BlockChecksum;

/**
 * The bytes of a checkpoint, version 3. All numbers are little-endian.
 *
 * <pre>
 * offset  bytes
 *      0      8  magic, "DRACOCKP" in ASCII
 *      8      4  version, 3
 *     12      4  floats per block F, 65536
 *     16      8  step
 *     24      8  parameters d, 1 to 2^31 - 9
 *     32     32  digest of the job
 *     64      4  floats carried e, 0 to d
 *     68      4  trained parameters, 1 to d
 *     72      8  floats of the optimizer's memory m, 0 or a multiple of d, at most 2^31 - 9
 *     80      4  {@link BlockChecksum} of the bytes before
 *     84         the parameters in ceil(d / F) blocks, each of F floats (the last of what is left)
 *                followed by its {@link BlockChecksum} of 4 bytes
 *                the memory, m floats, in the same way
 *                what is carried to the next step, e floats, in the same way
 * </pre>
 *
 * <p>So the size of the file follows from d, e and m, which are believed only if the file has that size: memory is taken after
 * that. Floats keep their bits, also those of a NaN. Reading and writing hold one block beside the vectors.
 */
final class CheckpointFormat {

    static final int VERSION = 3;
    static final int BLOCK_FLOATS = 1 << 16;
    static final int HEADER_BYTES = 84;

    /** Longest array that a JVM gives. */
    private static final long MAX_FLOATS = Integer.MAX_VALUE - 8;

    private static final byte[] MAGIC = "DRACOCKP".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_AT = HEADER_BYTES - BlockChecksum.BYTES;

    private CheckpointFormat() {}

    /** Size of a checkpoint of {@code d} parameters, {@code m} floats of memory and {@code e} floats carried. */
    static long bytes(long d, long m, long e) {
        return HEADER_BYTES + vectorBytes(d) + vectorBytes(m) + vectorBytes(e);
    }

    private static long vectorBytes(long floats) {
        long blocks = (floats + BLOCK_FLOATS - 1) / BLOCK_FLOATS;
        return floats * Float.BYTES + blocks * BlockChecksum.BYTES;
    }

    static void write(OutputStream out, Checkpoint checkpoint) throws IOException {
        ByteBuffer header = buffer(HEADER_BYTES);
        header.put(MAGIC).putInt(VERSION).putInt(BLOCK_FLOATS).putLong(checkpoint.step());
        header.putLong(checkpoint.parameters().length).put(checkpoint.jobDigest());
        header.putInt(checkpoint.carried().length).putInt(checkpoint.trained());
        header.putLong(checkpoint.memory().length);
        header.putInt(BlockChecksum.of(0, header.duplicate().flip()));
        out.write(header.array());
        long end = write(out, HEADER_BYTES, checkpoint.parameters());
        end = write(out, end, checkpoint.memory());
        write(out, end, checkpoint.carried());
    }

    private static long write(OutputStream out, long start, float[] vector) throws IOException {
        ByteBuffer block = blockBuffer(vector.length);
        long offset = start;
        int from = 0;
        while (from < vector.length) {
            int count = Math.min(BLOCK_FLOATS, vector.length - from);
            int bytes = count * Float.BYTES;
            block.clear();
            block.asFloatBuffer().put(vector, from, count);
            block.putInt(bytes, BlockChecksum.of(offset, block.slice(0, bytes)));
            out.write(block.array(), 0, bytes + BlockChecksum.BYTES);
            from += count;
            offset += bytes + BlockChecksum.BYTES;
        }
        return offset;
    }

    /**
     * @param file for messages
     * @param length bytes in the file, as the file system says
     * @param step that the file's name promises
     */
    static Checkpoint read(DataInput in, Path file, long length, long step) throws IOException {
        if (length < HEADER_BYTES) {
            throw new DamagedFileException(
                    file, length, "a header of " + HEADER_BYTES + " bytes", length + " bytes");
        }
        ByteBuffer header = buffer(HEADER_BYTES);
        fill(in, header.array(), HEADER_BYTES, file, 0);
        checkHeader(header, file);
        long d = header.getLong(24);
        int e = header.getInt(64);
        int trained = header.getInt(68);
        long m = header.getLong(72);
        checkSize(d, m, e, file, length);
        check(
                trained >= 1 && trained <= d,
                file,
                68,
                "1 to " + d + " trained parameters",
                trained + "");
        check(
                header.getLong(16) == step,
                file,
                16,
                "step " + step + " as in the name",
                "step " + header.getLong(16));
        byte[] digest = new byte[Checkpoint.DIGEST_BYTES];
        header.get(32, digest);
        float[] parameters = new float[(int) d];
        float[] memory = new float[(int) m];
        long end = read(in, file, HEADER_BYTES, parameters);
        end = read(in, file, end, memory);
        float[] carried = new float[e];
        read(in, file, end, carried);
        return new Checkpoint(step, digest, parameters, trained, memory, carried);
    }

    private static void checkHeader(ByteBuffer header, Path file) throws DamagedFileException {
        byte[] magic = new byte[MAGIC.length];
        header.get(0, magic);
        check(
                ByteBuffer.wrap(MAGIC).equals(ByteBuffer.wrap(magic)),
                file,
                0,
                "the magic DRACOCKP",
                shown(magic));
        int version = header.getInt(8);
        check(version == VERSION, file, 8, "version " + VERSION, "version " + version);
        int expected = BlockChecksum.of(0, header.slice(0, CHECKSUM_AT));
        int found = header.getInt(CHECKSUM_AT);
        check(
                expected == found,
                file,
                0,
                "a header with " + BlockChecksum.shown(expected),
                BlockChecksum.shown(found));
        int floats = header.getInt(12);
        check(floats == BLOCK_FLOATS, file, 12, BLOCK_FLOATS + " floats per block", "" + floats);
    }

    private static void checkSize(long d, long m, int e, Path file, long length)
            throws DamagedFileException {
        check(
                d >= 1 && d <= MAX_FLOATS,
                file,
                24,
                "1 to " + MAX_FLOATS + " parameters",
                d + " parameters");
        check(e >= 0 && e <= d, file, 64, "0 to " + d + " floats carried", e + "");
        check(
                m >= 0 && m <= MAX_FLOATS && m % d == 0,
                file,
                72,
                "a multiple of " + d + " floats of memory, at most " + MAX_FLOATS,
                m + "");
        long bytes = bytes(d, m, e);
        String expected =
                bytes
                        + " bytes for "
                        + d
                        + " parameters, "
                        + m
                        + " floats of memory and "
                        + e
                        + " carried";
        check(length == bytes, file, Math.min(length, bytes), expected, length + " bytes");
    }

    private static long read(DataInput in, Path file, long start, float[] vector)
            throws IOException {
        ByteBuffer block = blockBuffer(vector.length);
        long offset = start;
        int from = 0;
        while (from < vector.length) {
            int count = Math.min(BLOCK_FLOATS, vector.length - from);
            int bytes = count * Float.BYTES;
            fill(in, block.array(), bytes + BlockChecksum.BYTES, file, offset);
            int expected = BlockChecksum.of(offset, block.slice(0, bytes));
            int found = block.getInt(bytes);
            String what = "a block of " + bytes + " bytes with " + BlockChecksum.shown(expected);
            check(expected == found, file, offset, what, BlockChecksum.shown(found));
            block.asFloatBuffer().get(vector, from, count);
            from += count;
            offset += bytes + BlockChecksum.BYTES;
        }
        return offset;
    }

    private static void fill(DataInput in, byte[] into, int bytes, Path file, long offset)
            throws IOException {
        try {
            in.readFully(into, 0, bytes);
        } catch (EOFException cut) {
            throw new DamagedFileException(
                    file, offset, bytes + " more bytes", "the end of the file");
        }
    }

    private static ByteBuffer blockBuffer(int floats) {
        return buffer(Math.min(BLOCK_FLOATS, floats) * Float.BYTES + BlockChecksum.BYTES);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(boolean holds, Path file, long offset, String expected, String found)
            throws DamagedFileException {
        if (!holds) {
            throw new DamagedFileException(file, offset, expected, found);
        }
    }

    private static String shown(byte[] magic) {
        return HexFormat.ofDelimiter(" ").formatHex(magic);
    }
}
