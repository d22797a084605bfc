package org.draco.layout.checkpoint;

import static org.draco.layout.checkpoint.CheckpointSamples.checkpoint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.JobLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a checkpoint store promises on every file system; a module with a mini cluster runs it on HDFS. */
public abstract class CheckpointStoreContract {

    /** The file system to test on. */
    protected abstract FileSystem fileSystem() throws IOException;

    /** A directory on it that is new for each test. */
    protected abstract Path directory() throws IOException;

    private FileSystem fs;
    private JobLayout job;
    private CheckpointStore store;

    @BeforeEach
    final void openStore() throws IOException {
        fs = fileSystem();
        job = new JobLayout(new Path(directory(), "job"));
        store = new CheckpointStore(fs, job);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_535, 65_536, 65_537, 131_072, 431_080})
    void whatIsWrittenIsReadBackToTheBit(int d) throws IOException {
        long seed = System.nanoTime();
        Checkpoint written = checkpoint(17, d, new Random(seed));
        store.write(written);
        Checkpoint read = store.read(17);
        String why = "seed " + seed;
        assertEquals(17, read.step(), why);
        assertArrayEquals(written.jobDigest(), read.jobDigest(), why);
        assertArrayEquals(
                CheckpointSamples.bits(written.parameters()),
                CheckpointSamples.bits(read.parameters()),
                why);
        assertArrayEquals(
                CheckpointSamples.bits(written.memory()),
                CheckpointSamples.bits(read.memory()),
                why);
        assertArrayEquals(
                CheckpointSamples.bits(written.carried()),
                CheckpointSamples.bits(read.carried()),
                why);
        int e = written.carried().length;
        assertEquals(
                CheckpointFormat.bytes(d, written.memory().length, e),
                fs.getFileStatus(job.checkpoint(17)).getLen());
    }

    @Test
    void stepsAreListedInOrderAndNothingElseIs() throws IOException {
        assertEquals(List.of(), store.steps());
        for (long step : new long[] {100, 0, 20, 3_000_000_000L}) {
            store.write(checkpoint(step, 3, new Random(step)));
        }
        fs.create(new Path(job.checkpoints(), ".step-000000040.ckpt.0f.aside")).close();
        fs.create(new Path(job.checkpoints(), "step-40.ckpt")).close();
        fs.mkdirs(new Path(job.checkpoints(), "step-000000050.ckpt"));
        assertEquals(List.of(0L, 20L, 100L, 3_000_000_000L), store.steps());
        assertEquals(100, store.read(100).step());
    }

    @Test
    void nothingStaysAside() throws IOException {
        store.write(checkpoint(1, 10, new Random(1)));
        store.write(checkpoint(1, 10, new Random(2)));
        assertEquals(1, fs.listStatus(job.checkpoints()).length);
    }

    @Test
    void aCheckpointOfTheSameStepIsReplaced() throws IOException {
        store.write(checkpoint(5, 70_000, new Random(1)));
        Checkpoint second = checkpoint(5, 30, new Random(2));
        store.write(second);
        assertEquals(second.modelSha256(), store.read(5).modelSha256());
    }

    @Test
    void anAbsentCheckpointIsReportedWithThoseThatAreThere() throws IOException {
        store.write(checkpoint(2, 3, new Random(1)));
        String message =
                assertThrows(FileNotFoundException.class, () -> store.read(4)).getMessage();
        assertTrue(message.contains(job.checkpoint(4).toString()), message);
        assertTrue(message.endsWith("there are those of the steps [2]"), message);
    }
}
