package org.draco.layout.checkpoint;

import static org.draco.layout.checkpoint.CheckpointSamples.checkpoint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.draco.layout.DamagedFileException;
import org.draco.layout.JobLayout;
import org.draco.layout.file.AsideFile;
import org.draco.layout.file.PlainFileSystem;
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

    /** A bit of the parameters' first block changes, on any file system. */
    private void damage(long step) throws IOException {
        FileSystem plain = PlainFileSystem.of(fs);
        byte[] bytes;
        try (FSDataInputStream in = plain.open(job.checkpoint(step))) {
            bytes = in.readAllBytes();
        }
        bytes[CheckpointFormat.HEADER_BYTES] ^= 1;
        try (OutputStream out = plain.create(job.checkpoint(step), true)) {
            out.write(bytes);
        }
    }

    private Checkpoint ofOneJob(long step) {
        Checkpoint any = checkpoint(step, 20, new Random(step));
        return new Checkpoint(
                step, DIGEST, any.parameters(), any.trained(), any.memory(), any.carried());
    }

    private static final byte[] DIGEST = new byte[Checkpoint.DIGEST_BYTES];

    @Test
    void theNewestIntactCheckpointIsFoundBehindDamagedOnes() throws IOException {
        assertEquals(Optional.empty(), store.newestIntact(DIGEST, (step, why) -> fail()));
        for (long step = 0; step <= 40; step += 10) {
            store.write(ofOneJob(step));
        }
        assertEquals(ofOneJob(40), store.newestIntact(DIGEST, (step, why) -> fail()).orElseThrow());
        damage(40);
        damage(30);
        damage(10);
        List<Long> passedOver = new ArrayList<>();
        Checkpoint found =
                store.newestIntact(
                                DIGEST,
                                (step, why) -> {
                                    passedOver.add(step);
                                    String file = JobLayout.checkpointName(step);
                                    assertTrue(why.getMessage().contains(file), why::getMessage);
                                    store.setAside(step);
                                })
                        .orElseThrow();
        assertEquals(ofOneJob(20), found);
        assertEquals(List.of(40L, 30L), passedOver);
        assertEquals(List.of(0L, 10L, 20L), store.steps());
        store.write(ofOneJob(40));
        damage(40);
        store.setAside(40);
        assertEquals(List.of(0L, 10L, 20L), store.steps());
    }

    @Test
    void checkpointsThatAreAllDamagedAreNotTakenForNone() throws IOException {
        for (long step : new long[] {0, 7}) {
            store.write(ofOneJob(step));
            damage(step);
        }
        DamagedFileException newest =
                assertThrows(
                        DamagedFileException.class,
                        () -> store.newestIntact(DIGEST, (step, why) -> fail()));
        assertEquals(JobLayout.checkpointName(7), newest.file().getName());
        assertEquals(List.of(0L, 7L), store.steps());
    }

    @Test
    void theNewestAreKeptAndThoseBesideThem() throws IOException {
        for (long step = 0; step <= 60; step += 10) {
            store.write(ofOneJob(step));
        }
        store.keepLast(2, step -> step == 0 || step == 30);
        assertEquals(List.of(0L, 30L, 50L, 60L), store.steps());
        store.keepLast(3);
        assertEquals(List.of(30L, 50L, 60L), store.steps());
        store.keepLast(9);
        assertEquals(List.of(30L, 50L, 60L), store.steps());
    }

    @Test
    void whatAttemptsAtAStepHaveLeftAsideIsRemoved() throws IOException {
        store.removeLeftovers(40);
        store.write(ofOneJob(40));
        Path left = AsideFile.aside(job.checkpoint(40));
        Path another = AsideFile.aside(job.checkpoint(4));
        fs.create(left).close();
        fs.create(another).close();
        store.removeLeftovers(40);
        assertFalse(fs.exists(left));
        assertTrue(fs.exists(another));
        assertEquals(List.of(40L), store.steps());
    }

    @Test
    void aCheckpointOfAnotherJobIsNotPassedOver() throws IOException {
        store.write(ofOneJob(3));
        store.write(checkpoint(4, 20, new Random(4)));
        String message =
                assertThrows(
                                DamagedFileException.class,
                                () -> store.newestIntact(DIGEST, (step, why) -> fail()))
                        .getMessage();
        assertTrue(message.contains("of another job"), message);
    }
}
