package org.draco.layout.metrics;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalCsvTest extends CsvContract {

    @TempDir java.nio.file.Path dir;

    @Override
    protected FileSystem fileSystem() throws IOException {
        return FileSystem.getLocal(new Configuration());
    }

    @Override
    protected Path directory() {
        return new Path(dir.toUri().getPath());
    }
}
