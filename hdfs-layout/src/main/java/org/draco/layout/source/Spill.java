package org.draco.layout.source;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file on the local disk that holds the content of many, one after the other: so that no name from an archive ever
 * becomes a name on the disk. Deleted when it is closed. Written by one thread, then read by any number.
 */
final class Spill implements Closeable {

    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private long size;

    /** @param directory where the file is made */
    Spill(Path directory) throws IOException {
        file = Files.createTempFile(directory, "draco-unpacked-", ".spill");
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        out =
                new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.WRITE), 1 << 16);
    }

    /** Bytes so far; the next file begins here. */
    long size() {
        return size;
    }

    void write(byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException full) {
            throw explained(full);
        }
        size += length;
    }

    /** To be called before anything is read. */
    void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException full) {
            throw explained(full);
        }
    }

    private IOException explained(IOException full) {
        return new IOException(
                "cannot unpack to %s after %d bytes: %s; free some room, or set -Djava.io.tmpdir"
                        .formatted(file.getParent(), size, full.getMessage()),
                full);
    }

    /** The bytes from {@code start} on, so many. */
    InputStream open(long start, long length) {
        return new Slice(start, length);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private final class Slice extends InputStream {

        private final long end;
        private long position;

        private Slice(long start, long length) {
            position = start;
            end = start + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, end - position);
            if (wanted <= 0) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(into, offset, wanted), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
