package org.draco.layout;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files, with a record of what makes them durable and what gives them their names, in order. */
public final class RecordingFileSystem extends FilterFileSystem {

    private final List<String> events = new ArrayList<>();

    /** Starts with an empty record. */
    public RecordingFileSystem() throws IOException {
        super(new RawLocalFileSystem());
        fs.initialize(URI.create("file:///"), new Configuration());
    }

    /** {@code hsync}, {@code close} and {@code rename}, in the order in which they happened. */
    public List<String> events() {
        return events;
    }

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
        OutputStream out =
                super.create(
                        file, permission, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new Recorded(out), null);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        events.add("rename");
        return super.rename(from, to);
    }

    private final class Recorded extends FilterOutputStream implements Syncable {

        Recorded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void hflush() throws IOException {
            out.flush();
        }

        @Override
        public void hsync() throws IOException {
            events.add("hsync");
            out.flush();
        }

        @Override
        public void close() throws IOException {
            events.add("close");
            super.close();
        }
    }
}
