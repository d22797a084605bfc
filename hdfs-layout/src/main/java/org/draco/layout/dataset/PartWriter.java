package org.draco.layout.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.file.BlockChecksum;

/** Writes one part as {@link PartFormat} says, a block at a time. */
final class PartWriter implements AutoCloseable {

    private final PartFormat format;
    private final String name;
    private final FSDataOutputStream file;
    private final MessageDigest sha256 = Sha256.digest();
    private final ByteBuffer block;
    private int records;

    PartWriter(FileSystem fs, Path file, PartFormat format, Split split, int index)
            throws IOException {
        this.format = format;
        this.name = file.getName();
        this.block =
                ByteBuffer.allocate(
                                format.recordsPerBlock() * format.recordBytes()
                                        + BlockChecksum.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        this.file = fs.create(file, false);
        write(format.header(split, index), PartFormat.HEADER_BYTES);
    }

    int records() {
        return records;
    }

    void add(int label, byte[] sample, int offset) throws IOException {
        block.putShort((short) label).put(sample, offset, format.sampleBytes());
        records++;
        if (records % format.recordsPerBlock() == 0) {
            writeBlock();
        }
    }

    /** Writes what is left and the end; makes the file durable and closes it. */
    DatasetManifest.Part finish() throws IOException {
        if (block.position() > 0) {
            writeBlock();
        }
        write(format.trailer(records), PartFormat.TRAILER_BYTES);
        file.hsync();
        file.close();
        return new DatasetManifest.Part(
                name, records, format.bytes(records), HexFormat.of().formatHex(sha256.digest()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void writeBlock() throws IOException {
        int first = (records - 1) / format.recordsPerBlock() * format.recordsPerBlock();
        int checksum = BlockChecksum.of(format.position(first), block.duplicate().flip());
        block.putInt(checksum);
        write(block.array(), block.position());
        block.clear();
    }

    private void write(byte[] bytes, int length) throws IOException {
        file.write(bytes, 0, length);
        sha256.update(bytes, 0, length);
    }
}
