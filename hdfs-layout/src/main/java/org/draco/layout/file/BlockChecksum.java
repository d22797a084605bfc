package org.draco.layout.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The checksum that follows each block of our binary files: CRC32C over the block's offset in its file (8 bytes,
 * little-endian) and then its bytes. The offset is in it so that a good block in the wrong place is found too.
 */
public final class BlockChecksum {

    /** Bytes that a checksum takes in a file. */
    public static final int BYTES = 4;

    private BlockChecksum() {}

    /**
     * @param offset where the block begins in its file
     * @param block its bytes, from position to limit; the position is moved to the limit
     */
    public static int of(long offset, ByteBuffer block) {
        CRC32C crc = new CRC32C();
        ByteBuffer where = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        crc.update(where.putLong(0, offset));
        crc.update(block);
        return (int) crc.getValue();
    }

    /** How a checksum is written in messages: {@code CRC32C 0x0123abcd}. */
    public static String shown(int checksum) {
        return String.format("CRC32C 0x%08x", checksum);
    }
}
