package org.draco.layout.dataset;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;

/**
 * One part on the local disk, checked and open. Read by position and not mapped: what is mapped counts as the process's own
 * memory, for which YARN would kill a container whose set is larger than its share. Thread-safe.
 */
final class LocalPart implements Closeable {

    private final PartFormat format;
    private final FileChannel file;

    private LocalPart(PartFormat format, FileChannel file) {
        this.format = format;
        this.file = file;
    }

    /**
     * Opens a file and checks all of it.
     *
     * @param reported the file that messages name: the one on HDFS, of which the local one is a copy
     */
    static LocalPart open(java.nio.file.Path local, PartLocation part, Path reported)
            throws IOException {
        FileChannel file = FileChannel.open(local, StandardOpenOption.READ);
        try {
            LocalPart opened = new LocalPart(part.format(), file);
            opened.check(part, reported);
            return opened;
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private void check(PartLocation part, Path reported) throws IOException {
        long size = file.size();
        if (size != part.part().bytes()) {
            String expected = part.part().bytes() + " bytes as in the manifest";
            long offset = Math.min(size, part.part().bytes());
            throw new DamagedFileException(reported, offset, expected, size + " bytes");
        }
        format.check(this::read, size, reported, part);
        String found = sha256(size);
        if (!found.equals(part.part().sha256())) {
            // Every block is sound, so this is a good part, but of another data set.
            String expected = "the SHA-256 " + part.part().sha256() + " as in the manifest";
            throw new DamagedFileException(reported, 0, expected, found);
        }
    }

    private String sha256(long size) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(size, 1 << 16));
        for (long at = 0; at < size; at += chunk.position()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), size - at));
            read(at, chunk);
            sha256.update(chunk.array(), 0, chunk.position());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    int label(int record) throws IOException {
        ByteBuffer label =
                ByteBuffer.allocate(PartFormat.LABEL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        read(format.position(record), label);
        return Short.toUnsignedInt(label.getShort(0));
    }

    void read(int record, byte[] into, int offset) throws IOException {
        read(
                format.position(record) + PartFormat.LABEL_BYTES,
                ByteBuffer.wrap(into, offset, format.sampleBytes()));
    }

    /** Fills what remains of a buffer from a position on. */
    private void read(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int read = file.read(into, at);
            if (read < 0) {
                throw new EOFException(
                        "expected "
                                + into.remaining()
                                + " more bytes at "
                                + at
                                + ", found the end");
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
