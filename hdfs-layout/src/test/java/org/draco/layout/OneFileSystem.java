package org.draco.layout;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Seekable;

/** Whatever file is asked for, it holds the same bytes, in memory. */
public final class OneFileSystem extends RawLocalFileSystem {

    private final byte[] content;

    /** @param content of every file; not copied */
    public OneFileSystem(byte[] content) throws IOException {
        this.content = content;
        initialize(URI.create("file:///"), new Configuration(false));
    }

    @Override
    public FileStatus getFileStatus(Path file) {
        return new FileStatus(content.length, false, 1, 1 << 20, 0, file);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferBytes) {
        return new FSDataInputStream(new InMemory(content));
    }

    private static final class InMemory extends ByteArrayInputStream
            implements Seekable, PositionedReadable {

        InMemory(byte[] content) {
            super(content);
        }

        @Override
        public void seek(long to) {
            pos = (int) to;
        }

        @Override
        public long getPos() {
            return pos;
        }

        @Override
        public boolean seekToNewSource(long to) {
            return false;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            int got = (int) Math.min(length, count - position);
            if (got <= 0) {
                return -1;
            }
            System.arraycopy(buf, (int) position, into, offset, got);
            return got;
        }

        @Override
        public void readFully(long position, byte[] into, int offset, int length)
                throws IOException {
            if (length > 0 && read(position, into, offset, length) < length) {
                throw new EOFException("after " + count + " bytes");
            }
        }

        @Override
        public void readFully(long position, byte[] into) throws IOException {
            readFully(position, into, 0, into.length);
        }
    }
}
