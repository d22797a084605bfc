package org.draco.codec.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands before a Blosc 1 buffer's blocks, checked as far as it can be without decoding: the native decoder allocates what
 * it claims and follows where its table points.
 *
 * <pre>
 *   version:u8 (2) versionlz:u8 (1) flags:u8 typesize:u8 nbytes:u32le blocksize:u32le cbytes:u32le
 *   then where each block begins: u32le for each of the ceil(nbytes / blocksize) blocks
 *   flags: 0x01 bytes shuffled, 0x02 not compressed, 0x04 bits shuffled, 0x08 unused, 0x10 blocks not split, 0xe0 codec
 * </pre>
 */
final class BloscHeader {

    private static final int BYTES = 16;
    private static final int VERSION = 2;
    private static final int CODEC_VERSION = 1;
    private static final int NOT_COMPRESSED_OR_UNUSED = 0x0a;
    private static final int CODEC_SHIFT = 5;

    /** The buffer lies behind the byte that says how a chunk is encoded. */
    private static final int OFFSET = 1;

    private BloscHeader() {}

    /**
     * @param packed hostile bytes
     * @param typeBytes of a number
     * @param expectedBytes of the chunk, uncompressed
     * @param codecs the job's, by Blosc's numbers
     * @throws MalformedFrameException if it is not the header of just such a buffer
     */
    static void check(byte[] packed, int typeBytes, int expectedBytes, Set<Integer> codecs)
            throws MalformedFrameException {
        if (packed.length < BYTES) {
            throw new MalformedFrameException(
                    OFFSET, "a Blosc header of 16 bytes", packed.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        check(3, header.get(3), typeBytes, "Blosc type size");
        check(4, header.getInt(4), expectedBytes, "uncompressed bytes");
        check(12, header.getInt(12), packed.length, "compressed bytes");
        int blockSize = header.getInt(8);
        if (blockSize < 1 || blockSize > expectedBytes) {
            throw new MalformedFrameException(
                    OFFSET + 8, "a block size of 1.." + expectedBytes, "" + blockSize);
        }
        check(0, header.get(0), VERSION, "Blosc version");
        check(1, header.get(1), CODEC_VERSION, "version of the codec");
        int flags = Byte.toUnsignedInt(header.get(2));
        if (!codecs.contains(flags >> CODEC_SHIFT)) {
            throw new MalformedFrameException(
                    OFFSET + 2, "Blosc codec " + either(codecs), "" + (flags >> CODEC_SHIFT));
        }
        check(2, flags & NOT_COMPRESSED_OR_UNUSED, 0, "flags of compressed blocks");
        checkBlocks(header, blockSize, expectedBytes);
    }

    private static void checkBlocks(ByteBuffer header, int blockSize, int expectedBytes)
            throws MalformedFrameException {
        int blocks = (int) ((expectedBytes + (long) blockSize - 1) / blockSize);
        long firstBlock = BYTES + (long) blocks * Integer.BYTES;
        if (firstBlock > header.capacity()) {
            throw new MalformedFrameException(
                    OFFSET + BYTES,
                    "a table of " + blocks + " blocks",
                    header.capacity() - BYTES + " bytes");
        }
        for (int block = 0; block < blocks; block++) {
            int at = BYTES + block * Integer.BYTES;
            int start = header.getInt(at);
            if (start < firstBlock || start >= header.capacity()) {
                throw new MalformedFrameException(
                        OFFSET + at,
                        "the start of a block at %d..%d"
                                .formatted(firstBlock, header.capacity() - 1),
                        "" + start);
            }
        }
    }

    private static String either(Set<Integer> codecs) {
        return codecs.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static void check(int at, int found, int expected, String what)
            throws MalformedFrameException {
        if (found != expected) {
            throw new MalformedFrameException(
                    OFFSET + at, what + " " + expected, Integer.toString(found));
        }
    }
}
