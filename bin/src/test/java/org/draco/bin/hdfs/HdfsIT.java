package org.draco.bin.hdfs;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.draco.layout.checkpoint.CheckpointStoreContract;
import org.draco.layout.metrics.CsvContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What holds of files on a local disk holds of files on HDFS. */
class HdfsIT {

    @TempDir private static java.nio.file.Path local;
    private static MiniDFSCluster hdfs;

    @BeforeAll
    static void start() throws IOException {
        hdfs = SmallHdfs.start(local);
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    private static Path fresh() {
        return new Path("/" + UUID.randomUUID());
    }

    @Nested
    class Checkpoints extends CheckpointStoreContract {

        @Override
        protected FileSystem fileSystem() throws IOException {
            return hdfs.getFileSystem();
        }

        @Override
        protected Path directory() {
            return fresh();
        }
    }

    @Nested
    class Csv extends CsvContract {

        @Override
        protected FileSystem fileSystem() throws IOException {
            return hdfs.getFileSystem();
        }

        @Override
        protected Path directory() {
            return fresh();
        }
    }
}
