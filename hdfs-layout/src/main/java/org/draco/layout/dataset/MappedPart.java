package org.draco.layout.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;

/** One part in memory-mapped form, checked. Immutable; thread-safe, since only absolute reads are made. */
final class MappedPart {

    private final PartFormat format;
    private final ByteBuffer bytes;

    private MappedPart(PartFormat format, ByteBuffer bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    /**
     * Maps a file and checks all of it.
     *
     * @param reported the file that messages name: the one on HDFS, of which the local one is a copy
     */
    static MappedPart map(java.nio.file.Path local, PartLocation part, Path reported)
            throws IOException {
        PartFormat format = part.format();
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(local, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size != part.part().bytes()) {
                String expected = part.part().bytes() + " bytes as in the manifest";
                long offset = Math.min(size, part.part().bytes());
                throw new DamagedFileException(reported, offset, expected, size + " bytes");
            }
            bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size)
                            .order(ByteOrder.LITTLE_ENDIAN);
        }
        format.check(bytes, reported, part.split(), part.index(), part.part().records());
        MessageDigest sha256 = Sha256.digest();
        sha256.update(bytes.duplicate());
        String found = HexFormat.of().formatHex(sha256.digest());
        if (!found.equals(part.part().sha256())) {
            // Every block is sound, so this is a good part, but of another data set.
            String expected = "the SHA-256 " + part.part().sha256() + " as in the manifest";
            throw new DamagedFileException(reported, 0, expected, found);
        }
        return new MappedPart(format, bytes);
    }

    int label(int record) {
        return Short.toUnsignedInt(bytes.getShort((int) format.position(record)));
    }

    void read(int record, byte[] into, int offset) {
        bytes.get(
                (int) format.position(record) + PartFormat.LABEL_BYTES,
                into,
                offset,
                format.sampleBytes());
    }
}
