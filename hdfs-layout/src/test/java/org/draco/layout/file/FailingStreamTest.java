package org.draco.layout.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.draco.layout.metrics.CsvAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDFS's streams throw the same exception at each call once they have failed, also when they are closed. */
class FailingStreamTest {

    private static final IOException FULL = new IOException("the disk is full");

    @TempDir private java.nio.file.Path directory;

    /** Files that take so many bytes and then fail for ever. */
    private FileSystem takingBytes(int most) throws IOException {
        FileSystem local = FileSystem.getLocal(new Configuration()).getRaw();
        return new FilterFileSystem(local) {
            @Override
            public FSDataOutputStream create(
                    Path file,
                    FsPermission permission,
                    boolean overwrite,
                    int bufferSize,
                    short replication,
                    long blockSize,
                    Progressable progress)
                    throws IOException {
                OutputStream to = local.create(file, overwrite);
                return new FSDataOutputStream(new Failing(to, most), null);
            }
        };
    }

    private static final class Failing extends OutputStream {
        private final OutputStream to;
        private int left;

        Failing(OutputStream to, int most) {
            this.to = to;
            this.left = most;
        }

        @Override
        public void write(int b) throws IOException {
            if (left == 0) {
                throw FULL;
            }
            left--;
            to.write(b);
        }

        @Override
        public void close() throws IOException {
            to.close();
            if (left == 0) {
                throw FULL;
            }
        }
    }

    @Test
    void theReasonComesThroughAndNoHalfFileStays() throws IOException {
        Path file = new Path(directory.toUri().getPath(), "text");
        IOException why =
                assertThrows(
                        IOException.class,
                        () -> AsideFile.write(takingBytes(3), file, "four and more"));
        assertSame(FULL, why);
        assertEquals(List.of(), List.of(directory.toFile().list()));
    }

    @Test
    void rowsThatCannotBeAppendedNameTheFile() {
        Path file = new Path(directory.toUri().getPath(), "rows.csv");
        IOException why =
                assertThrows(
                        IOException.class,
                        () -> {
                            try (CsvAppender rows = CsvAppender.open(takingBytes(6), file, "a,b")) {
                                rows.append("1,2");
                            }
                        });
        assertEquals("cannot append to " + file + ": the disk is full", why.getMessage());
    }
}
